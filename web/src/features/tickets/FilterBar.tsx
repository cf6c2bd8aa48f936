import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ListFilter, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { CATEGORIES, PRIORITIES, STATUSES } from '@/services/types'
import {
  Button,
  Checkbox,
  Combobox,
  cn,
  controlClass,
  Field,
  IconButton,
  Input,
  Popover,
  PopoverContent,
  PopoverTrigger,
} from '@/ui'
import { FILTER_NAMES, type ListSearch, readHolder, toggled } from './filters'
import { knownTags } from './known'
import { staffQuery } from './queries'

type Change = (change: Partial<ListSearch>) => void

const TYPING_MS = 250

/** What one types goes into the address a moment later. */
function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState(value)
  useEffect(() => {
    if (text.trim() === value) return
    const timer = setTimeout(() => onChange(text.trim()), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text, value, onChange])
  useEffect(() => {
    // One's own words come back late: by then there may be more of them.
    if (document.activeElement !== input.current) setText(value)
  }, [value])
  useCommand({
    id: 'tickets.search',
    group: t('tickets.listCommands'),
    label: t('tickets.search'),
    key: '/',
    run: () => input.current?.select(),
    search: (words) => onChange(words),
  })
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        className="pointer-events-none absolute start-2 top-1/2 size-4 -translate-y-1/2 text-muted"
        aria-hidden
      />
      <input
        ref={input}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onChange(text.trim())
          if (event.key === 'Escape') {
            if (text) onChange('')
            setText('')
            event.currentTarget.blur()
          }
        }}
        placeholder={t('tickets.searchHint')}
        aria-label={t('tickets.search')}
        maxLength={200}
        className={cn(controlClass, 'h-8 ps-8 [unicode-bidi:plaintext] pointer-coarse:h-11')}
      />
    </div>
  )
}

function Choices({
  legend,
  values,
  chosen,
  label,
  onChange,
}: {
  legend: string
  values: readonly string[]
  chosen: string | undefined
  label: (value: string) => string
  onChange: (next: string | undefined) => void
}) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{legend}</legend>
      <div className="grid grid-cols-2 gap-x-3 gap-y-1">
        {values.map((value) => (
          <Checkbox
            key={value}
            checked={chosen?.split(',').includes(value) ?? false}
            onChange={() => onChange(toggled(chosen, value, values))}
            label={label(value)}
          />
        ))}
      </div>
    </fieldset>
  )
}

function FilterPanel({ search, onChange }: { search: ListSearch; onChange: Change }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const staff = useQuery(staffQuery)
  const people = (staff.data ?? []).map((one) => ({ value: String(one.id), label: one.full_name }))
  const [tags] = useState(() => knownTags(client))
  return (
    <div className="flex flex-col gap-4">
      <Choices
        legend={t('tickets.status')}
        values={STATUSES}
        chosen={search.status}
        label={(value) => t(`ticket.status.${value}`)}
        onChange={(status) => onChange({ status })}
      />
      <Choices
        legend={t('tickets.priority')}
        values={PRIORITIES}
        chosen={search.priority}
        label={(value) => t(`ticket.priority.${value}`)}
        onChange={(priority) => onChange({ priority })}
      />
      <Choices
        legend={t('tickets.category')}
        values={CATEGORIES}
        chosen={search.category}
        label={(value) => t(`ticket.category.${value}`)}
        onChange={(category) => onChange({ category })}
      />
      <Field label={t('tickets.assignee')}>
        {(control) => (
          <Combobox
            {...control}
            value={String(search.assigned_to ?? '')}
            onChange={(value) => onChange({ assigned_to: readHolder(value) })}
            options={[
              { value: '', label: t('tickets.anybody') },
              { value: 'me', label: t('tickets.me') },
              { value: 'none', label: t('tickets.nobody') },
              ...people,
            ]}
          />
        )}
      </Field>
      <Field label={t('tickets.tag')}>
        {(control) => (
          <>
            <Input
              {...control}
              dir="auto"
              list={`${control.id}-known`}
              maxLength={40}
              defaultValue={search.tag ?? ''}
              onChange={(event) => onChange({ tag: event.target.value.trim().toLowerCase() || undefined })}
            />
            <datalist id={`${control.id}-known`}>
              {tags.map((tag) => (
                <option key={tag} value={tag} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </div>
  )
}

/** Each filter that is set, in words, with a way to take it off. */
function Chips({ search, onChange }: { search: ListSearch; onChange: Change }) {
  const { t } = useTranslation()
  const staff = useQuery(staffQuery)
  const words = (name: (typeof FILTER_NAMES)[number]): string => {
    const value = String(search[name] ?? '')
    if (name === 'status')
      return value
        .split(',')
        .map((one) => t(`ticket.status.${one}`))
        .join(', ')
    if (name === 'priority')
      return value
        .split(',')
        .map((one) => t(`ticket.priority.${one}`))
        .join(', ')
    if (name === 'category')
      return value
        .split(',')
        .map((one) => t(`ticket.category.${one}`))
        .join(', ')
    if (name === 'assigned_to') {
      if (value === 'me') return t('tickets.me')
      if (value === 'none') return t('tickets.nobody')
      return staff.data?.find((one) => String(one.id) === value)?.full_name ?? `#${value}`
    }
    return value
  }
  const names: Partial<Record<(typeof FILTER_NAMES)[number], string>> = {
    status: t('tickets.status'),
    priority: t('tickets.priority'),
    category: t('tickets.category'),
    assigned_to: t('tickets.assignee'),
    created_by: t('tickets.requesterNumber'),
    tag: t('tickets.tag'),
  }
  const set = FILTER_NAMES.filter((name) => name !== 'q' && search[name] !== undefined)
  if (set.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1" aria-label={t('tickets.filters')}>
      {set.map((name) => (
        <li
          key={name}
          className="inline-flex h-6 max-w-full items-center gap-1 rounded-sm bg-hover ps-1.5 text-sm"
        >
          <span className="truncate">
            <span className="text-muted">{names[name]}: </span>
            {words(name)}
          </span>
          <button
            type="button"
            onClick={() => onChange({ [name]: undefined })}
            className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:text-fg"
          >
            <X className="size-3.5" aria-hidden />
            <span className="sr-only">{t('tickets.removeFilter', { name: names[name] })}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** Search, all filters behind one button, and those that are set unless a view's name says them. */
export function FilterBar({
  search,
  showChips,
  onChange,
}: {
  search: ListSearch
  showChips: boolean
  onChange: Change
}) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const onSearch = useRef((value: string) => onChange({ q: value || undefined }))
  onSearch.current = (value) => onChange({ q: value || undefined })
  const [searchFor] = useState(() => (value: string) => onSearch.current(value))
  useCommand({
    id: 'tickets.filter',
    group: t('tickets.listCommands'),
    label: t('tickets.filter'),
    run: () => setOpen(true),
  })
  return (
    <div className="flex flex-col gap-2 border-b border-line px-3 pb-2">
      <div className="flex items-center gap-1">
        <SearchField value={search.q ?? ''} onChange={searchFor} />
        <Popover open={open} onOpenChange={setOpen}>
          <PopoverTrigger asChild>
            <IconButton label={t('tickets.filter')} className={cn(showChips && 'text-accent')}>
              <ListFilter aria-hidden />
            </IconButton>
          </PopoverTrigger>
          <PopoverContent
            align="end"
            aria-label={t('tickets.filters')}
            className="flex max-h-(--radix-popover-content-available-height) w-80 flex-col gap-3 overflow-y-auto"
          >
            <FilterPanel search={search} onChange={onChange} />
            <Button
              onClick={() => onChange(Object.fromEntries(FILTER_NAMES.map((name) => [name, undefined])))}
            >
              {t('tickets.clearFilters')}
            </Button>
          </PopoverContent>
        </Popover>
      </div>
      {showChips ? <Chips search={search} onChange={onChange} /> : null}
    </div>
  )
}
