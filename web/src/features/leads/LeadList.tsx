import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useVirtualizer } from '@tanstack/react-virtual'
import { ContactRound } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { useRowKeys } from '@/hooks/useRowKeys'
import type { Lead } from '@/services/types'
import { Badge, Checkbox, EmptyState, Failure, SkeletonRows } from '@/ui'
import { type LeadFilters, leadListQuery, leadStatsQuery } from './queries'
import { DialStatusPill, LeadPriorityMark, StagePill } from './words'

const ROW_PX = 56
const MOST_TAGS = 2

export interface Selection {
  chosen: ReadonlySet<number>
  toggle: (id: number) => void
}

/** The leads that fit, newest first; ten thousand of them scroll as ten do. */
export function LeadList({
  filters,
  selection,
  empty,
}: {
  filters: LeadFilters
  /** For those who may change many at once. */
  selection: Selection | null
  empty: ReactNode
}) {
  const { t } = useTranslation()
  const pane = useRef<HTMLDivElement>(null)
  const query = useInfiniteQuery(leadListQuery(filters))
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const leads = query.data?.pages.flatMap(({ items }) => items) ?? []
  const virtual = useVirtualizer({
    count: leads.length,
    getScrollElement: () => pane.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? -1
  useRowKeys(pane)
  useEffect(() => {
    if (last >= leads.length - 30 && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [last, leads.length, hasNextPage, isFetchingNextPage, fetchNextPage])
  const filtered = Object.values(filters).some((value) => value !== undefined)

  return (
    <div ref={pane} className="min-h-0 flex-1 overflow-y-auto">
      {leads.length > 0 ? <Heads count={leads.length} more={hasNextPage} filtered={filtered} /> : null}
      {query.isPending ? (
        <SkeletonRows rows={12} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : leads.length === 0 ? (
        filtered ? (
          <EmptyState icon={ContactRound} title={t('ui.nothingFound')}>
            {t('leads.noneFits')}
          </EmptyState>
        ) : (
          empty
        )
      ) : (
        <ul aria-label={t('nav.leads')} className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => {
            const lead = leads[item.index]
            return lead ? (
              <li
                key={lead.id}
                aria-setsize={hasNextPage ? -1 : leads.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 top-0 flex items-center border-b border-line hover:bg-hover"
                style={{ height: ROW_PX, transform: `translateY(${item.start}px)` }}
              >
                <LeadRow lead={lead} filters={filters} selection={selection} />
              </li>
            ) : null
          })}
        </ul>
      )}
    </div>
  )
}

/** How many there are, and what the columns at the end of a row say. */
function Heads({ count, more, filtered }: { count: number; more: boolean; filtered: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: stats } = useQuery(leadStatsQuery)
  const known = filtered || !more ? undefined : stats?.total
  const number = known ? format.number(known) : `${format.number(count)}${more ? '+' : ''}`
  return (
    <div className="sticky top-0 z-10 flex h-8 items-center gap-3 border-b border-line bg-canvas px-3 text-sm text-muted">
      <span className="min-w-0 flex-1 truncate">{t('leads.count', { count: known ?? count, number })}</span>
      <span className="w-12 text-end max-md:hidden">{t('leads.score')}</span>
      <span className="w-28 text-end max-sm:hidden">{t('leads.stageLabel')}</span>
      <span className="w-32 text-end max-sm:hidden">{t('leads.callState')}</span>
    </div>
  )
}

function LeadRow({
  lead,
  filters,
  selection,
}: {
  lead: Lead
  filters: LeadFilters
  selection: Selection | null
}) {
  const { t } = useTranslation()
  const name = lead.name || lead.phone_national || lead.email || `#${lead.id}`
  return (
    <>
      {selection ? (
        <span className="shrink-0 px-3">
          <Checkbox
            label={t('leads.choose', { name })}
            hideLabel
            checked={selection.chosen.has(lead.id)}
            onChange={() => selection.toggle(lead.id)}
          />
        </span>
      ) : null}
      <Link
        to="/leads/{-$leadId}"
        params={{ leadId: String(lead.id) }}
        search={filters}
        data-row
        className="flex h-full min-w-0 flex-1 items-center gap-3 px-3 -outline-offset-2 aria-[current=page]:bg-selected"
      >
        <LeadPriorityMark priority={lead.priority} short />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium" dir="auto">
            {name}
          </span>
          <span className="block truncate text-sm text-muted">
            {[lead.phone_national, lead.source, lead.owner?.full_name].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span className="hidden shrink-0 items-center gap-1 lg:flex">
          {lead.tags.slice(0, MOST_TAGS).map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
          {lead.tags.length > MOST_TAGS ? (
            <span className="text-sm text-muted">+{lead.tags.length - MOST_TAGS}</span>
          ) : null}
        </span>
        <span
          className="w-12 shrink-0 text-end text-sm tabular-nums text-muted max-md:hidden"
          title={lead.score === null ? undefined : t('leads.scoreOf', { score: Math.round(lead.score) })}
        >
          {lead.score === null ? '' : Math.round(lead.score)}
        </span>
        <span className="flex w-28 shrink-0 justify-end max-sm:hidden">
          <StagePill stage={lead.status} />
        </span>
        <span className="flex shrink-0 justify-end sm:w-32">
          <DialStatusPill status={lead.dial_status} />
        </span>
      </Link>
    </>
  )
}
