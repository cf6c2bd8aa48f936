import { useQuery } from '@tanstack/react-query'
import { ListFilter, Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { campaignsQuery } from '@/features/campaigns/queries'
import { useSession } from '@/features/session/context'
import { staffQuery } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useIsNarrow } from '@/hooks/useMediaQuery'
import { DIAL_STATUSES, LEAD_PRIORITIES, LEAD_STAGES } from '@/services/types'
import { Button, Input, Select } from '@/ui'
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
  const narrow = useIsNarrow()
  const { scopes } = useSession()
  const [shown, setShown] = useState(false)
  const { data: campaigns } = useQuery({ ...campaignsQuery, enabled: scopes.includes('campaigns:read') })
  const { data: staff } = useQuery({ ...staffQuery, enabled: scopes.includes('leads:manage') })
  const narrowing = [filters.stage, filters.dial_status, filters.priority, filters.owner, filters.campaign]
  const set = narrowing.filter((each) => each !== undefined).length
  const choice = <T extends string>(
    label: string,
    value: T | undefined,
    options: readonly { value: T; label: string }[],
    change: (value: T | undefined) => LeadFilters,
  ) => (
    <Select
      aria-label={label}
      className="w-40 max-sm:w-[calc(50%-0.25rem)]"
      value={value ?? ANY}
      onChange={(next) => onFilters(change(next === ANY ? undefined : (next as T)))}
      options={[{ value: ANY, label }, ...options]}
    />
  )
  const choices = () => (
    <>
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
          ...(staff ?? []).map(({ id, full_name }) => ({ value: String(id), label: full_name })),
        ],
        (owner) => ({ ...filters, owner }),
      )}
      {campaigns?.length
        ? choice(
            t('leads.anyCampaign'),
            filters.campaign === undefined ? undefined : String(filters.campaign),
            campaigns.map(({ id, name }) => ({ value: String(id), label: name })),
            (campaign) => ({ ...filters, campaign: campaign === undefined ? undefined : Number(campaign) }),
          )
        : null}
    </>
  )
  return (
    <div className="flex basis-full flex-wrap gap-2">
      {narrow ? (
        <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
          <ListFilter aria-hidden />
          {set > 0 ? t('leads.filtersSet', { count: set }) : t('leads.filters')}
        </Button>
      ) : null}
      {narrow && !shown ? null : choices()}
    </div>
  )
}

/** What narrows the list and has no field of its own: it came with a link, and is taken away here. */
export function FilterChips({
  filters,
  onFilters,
}: {
  filters: LeadFilters
  onFilters: (filters: LeadFilters) => void
}) {
  const { t } = useTranslation()
  const chips = [
    { name: 'import', word: t('leads.ofImport', { id: filters.import }) },
    { name: 'list', word: t('leads.ofList', { id: filters.list }) },
    { name: 'source', word: t('leads.ofSource', { source: filters.source }) },
    { name: 'tag', word: t('leads.withTag', { tag: filters.tag }) },
  ] as const
  const set = chips.filter(({ name }) => filters[name] !== undefined)
  if (set.length === 0) return null
  return (
    <div className="flex basis-full flex-wrap gap-2">
      {set.map(({ name, word }) => (
        <Button
          key={name}
          size="sm"
          aria-label={t('leads.takeAway', { filter: word })}
          onClick={() => onFilters({ ...filters, [name]: undefined })}
        >
          <bdi className="max-w-64 truncate">{word}</bdi>
          <X aria-hidden />
        </Button>
      ))}
    </div>
  )
}

/** Looks for words in what leads are called. */
export function Words({
  filters,
  onFilters,
}: {
  filters: LeadFilters
  onFilters: (filters: LeadFilters) => void
}) {
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
