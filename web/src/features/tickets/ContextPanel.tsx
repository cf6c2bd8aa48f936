import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { HistoryList } from '@/features/history/HistoryList'
import { useSession } from '@/features/session/context'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import type { Ticket } from '@/services/types'
import { Avatar, Confidence, cn, InlineFailure, Loading, PanelPart, RelativeTime, Skeleton } from '@/ui'
import { STATUS_LOOKS, STATUS_TEXT } from './labels'
import { PropertyField } from './PropertyPicker'
import { PROPERTIES, PropertyValue, usePropertyName } from './properties'
import { ticketListQuery } from './queries'
import { SuggestedPriority } from './SuggestedPriority'

const OTHERS = 5

function Requester({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const others = useInfiniteQuery(ticketListQuery({ created_by: ticket.created_by }))
  const tickets = others.data?.pages.flatMap((each) => each.items).filter((one) => one.id !== ticket.id) ?? []
  return (
    <PanelPart title={t('tickets.requester')}>
      <div className="flex items-center gap-2">
        <Avatar name={ticket.customer.full_name} />
        <div className="min-w-0">
          <p className="truncate font-medium" dir="auto">
            {ticket.customer.full_name}
          </p>
          <a
            href={`mailto:${ticket.customer.email}`}
            className="block truncate text-sm text-muted hover:underline"
          >
            {ticket.customer.email}
          </a>
        </div>
      </div>
      <h4 className="mt-3 mb-1 text-sm text-muted">{t('tickets.otherTickets')}</h4>
      {others.isPending ? (
        <Loading className="flex flex-col gap-2">
          <Skeleton className="w-full" />
          <Skeleton className="w-2/3" />
        </Loading>
      ) : null}
      {others.isError ? <InlineFailure error={others.error} /> : null}
      {others.data && tickets.length === 0 ? <p className="text-sm">{t('tickets.noOthers')}</p> : null}
      <ul className="-mx-1.5">
        {tickets.slice(0, OTHERS).map((one) => {
          const { icon: Icon, tone } = STATUS_LOOKS[one.status]
          const status = t(`ticket.status.${one.status}`)
          return (
            <li key={one.id}>
              <Link
                to="/tickets/{-$ticketId}"
                params={{ ticketId: String(one.id) }}
                search={(old: object) => ({ ...old, details: undefined })}
                preload={false}
                className="flex min-h-7 items-center gap-1.5 rounded-md px-1.5 hover:bg-hover pointer-coarse:min-h-11"
              >
                <span title={status} className={STATUS_TEXT[tone]}>
                  <Icon className="size-4" aria-hidden />
                  <span className="sr-only">{status}</span>
                </span>
                <span className="min-w-0 flex-1 truncate" dir="auto">
                  {one.title}
                </span>
                <span className="text-sm text-muted">
                  <RelativeTime value={one.created_at} plain />
                </span>
              </Link>
            </li>
          )
        })}
      </ul>
      {tickets.length > OTHERS || others.hasNextPage ? (
        <Link
          to="/tickets/{-$ticketId}"
          params={{ ticketId: String(ticket.id) }}
          search={{ created_by: ticket.created_by }}
          className="mt-1 inline-block text-accent hover:underline"
        >
          {t('tickets.allOfRequester')}
        </Link>
      ) : null}
    </PanelPart>
  )
}

function Properties({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const name = usePropertyName()
  const mayChange = scopes.includes('tickets:write')
  return (
    <PanelPart title={t('tickets.properties')}>
      <dl className="grid grid-cols-[6.25rem_minmax(0,1fr)] items-start gap-x-2 gap-y-0.5">
        {PROPERTIES.map((property) => (
          <div key={property} className="contents">
            <dt className="py-1 text-sm text-muted pointer-coarse:py-3">{name(property)}</dt>
            <dd className="min-w-0">
              {mayChange ? (
                <PropertyField property={property} ticket={ticket} />
              ) : (
                <div className="flex min-h-7 items-center">
                  <PropertyValue property={property} ticket={ticket} />
                </div>
              )}
              {property === 'priority' && mayChange ? <SuggestedPriority ticket={ticket} /> : null}
              {property === 'category' && ticket.auto_categorized ? (
                <p className="text-sm text-muted">
                  {t('tickets.automatic')} <Confidence value={ticket.confidence_score} />
                </p>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </PanelPart>
  )
}

const minutes = (from: string, to: string) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 60_000)

function Times({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const format = useFormat()
  const waited = format.minutes(minutes(ticket.created_at, new Date(serverNow()).toISOString()))
  const waits = ticket.status === 'open' || ticket.status === 'in_progress'
  const rows = [
    { name: t('tickets.opened'), value: <RelativeTime value={ticket.created_at} /> },
    {
      name: t('tickets.firstResponse'),
      value: ticket.first_responded_at
        ? t('tickets.after', { time: format.minutes(minutes(ticket.created_at, ticket.first_responded_at)) })
        : waits
          ? t('tickets.waiting', { time: waited })
          : t('tickets.none'),
      urgent: !ticket.first_responded_at && waits,
    },
    {
      name: t('tickets.resolution'),
      value: ticket.resolved_at
        ? t('tickets.after', { time: format.minutes(minutes(ticket.created_at, ticket.resolved_at)) })
        : t('tickets.none'),
    },
  ]
  return (
    <PanelPart title={t('tickets.times')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {rows.map((row) => (
          <div key={row.name} className="contents">
            <dt className="text-sm text-muted">{row.name}</dt>
            <dd className={cn(row.urgent && 'text-waiting')}>{row.value}</dd>
          </div>
        ))}
      </dl>
    </PanelPart>
  )
}

/** Who asks, what it is, how long it takes, what was done. */
export function ContextPanel({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  return (
    <>
      <Properties ticket={ticket} />
      <Requester ticket={ticket} />
      <Times ticket={ticket} />
      <PanelPart title={t('history.heading')}>
        <HistoryList ticket={ticket} />
      </PanelPart>
    </>
  )
}
