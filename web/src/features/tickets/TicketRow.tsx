import { Link } from '@tanstack/react-router'
import { CircleDashed } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '@/services/types'
import { Avatar, cn, RelativeTime } from '@/ui'
import type { ListSearch } from './filters'
import { PriorityMark, STATUS_LOOKS, STATUS_TEXT } from './labels'

/** All rows are of one height, so that a list of thousands can be drawn from its numbers alone. */
export const ROW_HEIGHT = 76

function Holder({ ticket, selected }: { ticket: Ticket; selected: boolean }) {
  const { t } = useTranslation()
  const text = ticket.agent
    ? t('tickets.assignedTo', { name: ticket.agent.full_name })
    : t('tickets.unassigned')
  return (
    <span className="shrink-0" title={text}>
      {ticket.agent ? (
        <Avatar
          name={ticket.agent.full_name}
          size="sm"
          className={cn('size-5 text-[0.625rem]', selected && 'bg-surface')}
        />
      ) : (
        <CircleDashed className="size-5 text-line-strong" strokeWidth={1.25} aria-hidden />
      )}
      <span className="sr-only">{text}</span>
    </span>
  )
}

export const TicketRow = memo(function TicketRow({
  ticket,
  search,
  selected,
  arrived,
  onPrefetch,
}: {
  ticket: Ticket
  search: ListSearch
  selected: boolean
  /** Came in while one looked. */
  arrived: boolean
  onPrefetch: (id: number) => void
}) {
  const { t } = useTranslation()
  const { icon: StatusIcon, tone } = STATUS_LOOKS[ticket.status]
  const unread = ticket.unread_count > 0
  const tags = ticket.tags.slice(0, 2)
  return (
    <Link
      to="/tickets/{-$ticketId}"
      params={{ ticketId: String(ticket.id) }}
      search={search}
      preload={false}
      data-ticket={ticket.id}
      aria-current={selected ? 'true' : undefined}
      activeProps={{ 'aria-current': selected ? 'true' : undefined }}
      onPointerEnter={() => onPrefetch(ticket.id)}
      onFocus={() => onPrefetch(ticket.id)}
      className={cn(
        'relative block h-full border-b border-line py-2 ps-5 pe-3 -outline-offset-2 hover:bg-hover',
        selected && 'bg-selected hover:bg-selected',
        arrived && 'animate-arrive',
      )}
    >
      {unread ? (
        <span className="absolute start-1.5 top-3.5 size-2 rounded-full bg-accent" aria-hidden />
      ) : null}
      <span className="flex items-baseline gap-2">
        <span className={cn('min-w-0 flex-1 truncate', unread && 'font-semibold')} dir="auto">
          {ticket.title}
        </span>
        {unread ? (
          <span className="sr-only">{t('tickets.unread', { count: ticket.unread_count })}</span>
        ) : null}
        <span className="text-sm text-muted">
          <RelativeTime value={ticket.last_message_at ?? ticket.created_at} plain />
        </span>
      </span>
      <span className="flex items-center gap-2">
        <span className="min-w-0 flex-1 truncate text-sm text-muted" dir="auto">
          {ticket.customer.full_name}
        </span>
        <Holder ticket={ticket} selected={selected} />
      </span>
      <span className="flex h-5 items-center gap-2 overflow-hidden text-sm">
        <span className={cn('inline-flex shrink-0 items-center gap-1', STATUS_TEXT[tone])}>
          <StatusIcon className="size-3.5" aria-hidden />
          {t(`ticket.status.${ticket.status}`)}
        </span>
        <PriorityMark
          priority={ticket.priority}
          short={ticket.priority === 'low' || ticket.priority === 'medium'}
        />
        <span className="flex h-5 min-w-0 flex-1 flex-wrap justify-end gap-1 overflow-hidden">
          {tags.map((tag) => (
            <span
              key={tag}
              className="max-w-full truncate rounded-sm border border-line px-1 leading-[1.125rem] text-muted"
              dir="auto"
            >
              {tag}
            </span>
          ))}
          {ticket.tags.length > tags.length ? (
            <span className="text-muted">+{ticket.tags.length - tags.length}</span>
          ) : null}
        </span>
      </span>
    </Link>
  )
})
