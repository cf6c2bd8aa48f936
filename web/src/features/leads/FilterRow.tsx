import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { DIAL_STATUSES, LEAD_PRIORITIES, LEAD_STAGES } from '@/services/types'
import { Input, Select } from '@/ui'
import type { LeadFilters } from './queries'

const ANY = 'any'

/** What narrows the list. Every choice stands in the address, so that a link shows the same. */
export function FilterRow({
  filters,
  onFilters,
}: {
  filters: LeadFilters
  onFilters: (filters: LeadFilters) => void
}) {
  const { t } = useTranslation()
  const choice = <T extends string>(
    label: string,
    value: T | undefined,
    options: readonly { value: T; label: string }[],
    change: (value: T | undefined) => LeadFilters,
  ) => (
    <Select
      aria-label={label}
      className="w-36 max-sm:w-[calc(50%-0.25rem)]"
      value={value ?? ANY}
      onChange={(next) => onFilters(change(next === ANY ? undefined : (next as T)))}
      options={[{ value: ANY, label }, ...options]}
    />
  )
  return (
    <>
      <Words filters={filters} onFilters={onFilters} />
      {choice(
        t('leads.anyStage'),
        filters.stage,
        LEAD_STAGES.map((value) => ({ value, label: t(`leads.stage.${value}`) })),
        (stage) => ({ ...filters, stage }),
      )}
      {choice(
        t('leads.anyDialStatus'),
        filters.dial_status,
        DIAL_STATUSES.map((value) => ({ value, label: t(`leads.dialStatus.${value}`) })),
        (dial_status) => ({ ...filters, dial_status }),
      )}
      {choice(
        t('leads.anyPriority'),
        filters.priority,
        LEAD_PRIORITIES.map((value) => ({ value, label: t(`leads.priority.${value}`) })),
        (priority) => ({ ...filters, priority }),
      )}
      {choice(
        t('leads.anyOwner'),
        filters.owner,
        [
          { value: 'me', label: t('leads.mine') },
          { value: 'none', label: t('leads.nobodys') },
        ],
        (owner) => ({ ...filters, owner }),
      )}
    </>
  )
}

function Words({ filters, onFilters }: { filters: LeadFilters; onFilters: (filters: LeadFilters) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(filters.q ?? '')
  const field = useRef<HTMLInputElement>(null)
  useCommand({
    id: 'leads.search',
    group: t('nav.leads'),
    label: t('leads.search'),
    key: '/',
    run: () => field.current?.focus(),
  })
  const latest = useRef({ filters, onFilters })
  latest.current = { filters, onFilters }
  useEffect(() => {
    const timer = setTimeout(() => {
      const q = text.trim() || undefined
      if (q !== latest.current.filters.q) latest.current.onFilters({ ...latest.current.filters, q })
    }, 250)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className="relative min-w-40 flex-1 max-sm:basis-full">
      <Search
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
        aria-hidden
      />
      <Input
        ref={field}
        type="search"
        dir="auto"
        value={text}
        aria-label={t('leads.search')}
        placeholder={t('leads.search')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        className="ps-8"
      />
    </div>
  )
}
