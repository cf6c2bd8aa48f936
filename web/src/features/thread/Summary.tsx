import { Link } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { PriorityMark, TicketStatusPill } from '@/features/tickets/labels'
import type { Property } from '@/features/tickets/properties'
import type { TicketDetail } from '@/services/types'
import { Avatar, Confidence, Tooltip } from '@/ui'

/** What one has to know of a ticket before one reads it. */
export function Summary({
  ticket,
  mayChange,
  onPick,
}: {
  ticket: TicketDetail
  mayChange: boolean
  onPick: (property: Property) => void
}) {
  const { t } = useTranslation()
  const readsChats = useSession().scopes.includes('chats:read')
  const category = t(`ticket.category.${ticket.category}`)
  const words = (
    <>
      {category}
      {ticket.auto_categorized ? (
        <>
          : <Confidence value={ticket.confidence_score} />
        </>
      ) : null}
    </>
  )
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="text-muted">#{ticket.id}</span>
      <TicketStatusPill status={ticket.status} />
      <PriorityMark priority={ticket.priority} />
      {mayChange ? (
        <Tooltip content={ticket.auto_categorized ? t('thread.correctCategory') : t('tickets.category')}>
          <button
            type="button"
            onClick={() => onPick('category')}
            className="rounded-sm text-muted hover:text-fg hover:underline"
          >
            {words}
          </button>
        </Tooltip>
      ) : (
        <span className="text-muted">{words}</span>
      )}
      <span className="inline-flex min-w-0 items-center gap-1 text-muted">
        {ticket.agent ? (
          <>
            <Avatar name={ticket.agent.full_name} size="sm" className="size-5 text-[0.625rem]" />
            <span className="truncate" dir="auto">
              {ticket.agent.full_name}
            </span>
          </>
        ) : (
          t('tickets.unassigned')
        )}
      </span>
      {ticket.is_chat && readsChats ? (
        <Link
          to="/chats/{-$chatId}"
          params={{ chatId: String(ticket.conversation_id) }}
          className="inline-flex items-center gap-1 text-accent hover:underline"
        >
          <MessagesSquare className="size-4" aria-hidden />
          {t('thread.chat')}
        </Link>
      ) : null}
    </div>
  )
}
