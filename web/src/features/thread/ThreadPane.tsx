import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { knownTicket, removeTicket } from '@/features/tickets/cache'
import { PropertyDialog } from '@/features/tickets/PropertyPicker'
import type { Property } from '@/features/tickets/properties'
import { ticketQuery } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useErrorText } from '@/hooks/useErrorText'
import { useLive } from '@/hooks/useLive'
import { useTabTitle } from '@/hooks/usePageTitle'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { TicketDetail } from '@/services/types'
import { Button, ConfirmDialog, Failure, Loading, Skeleton } from '@/ui'
import { toast } from '@/ui/toast'
import { Composer } from './Composer'
import { Conversation } from './Conversation'
import { Gone } from './Gone'
import type { Pending } from './pending'
import { usePresence } from './presence'
import { ThreadHeader, useTicketActs } from './ThreadHeader'

export interface ThreadPaneProps {
  ticketId: number
  /** The only pane on a small screen: with a way back, and the focus on its heading. */
  alone: boolean
  detailsOpen: boolean
  onBack: () => void
  onDetails: (open: boolean) => void
}

function ThreadSkeleton() {
  return (
    <Loading className="flex flex-col gap-4 p-3">
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-4 w-1/3" />
      <Skeleton className="mt-4 h-24 w-full max-w-[72ch]" />
      <Skeleton className="h-16 w-full max-w-[72ch]" />
    </Loading>
  )
}

export function ThreadPane(props: ThreadPaneProps) {
  const { ticketId, onBack } = props
  const { t } = useTranslation()
  const client = useQueryClient()
  const [deleted, setDeleted] = useState(false)
  useLive('ticket.deleted', ({ id }) => {
    if (id === ticketId) setDeleted(true)
  })
  const query = useQuery({
    ...ticketQuery(ticketId),
    enabled: !deleted,
    // The list knows all but what was said: that is painted at once.
    placeholderData: () => {
      const known = knownTicket(client, ticketId)
      return known ? { ...known, messages: [] } : undefined
    },
  })
  const ticket = query.data
  useTabTitle(ticket ? `#${ticket.id} ${ticket.title}` : undefined)
  useCommand({
    id: 'ticket.back',
    group: t('ticket.commands'),
    label: t('thread.backToList'),
    key: 'Escape',
    run: onBack,
  })
  if (deleted) return <Gone ticketId={ticketId} onBack={onBack} />
  if (!ticket) {
    if (query.isPending) return <ThreadSkeleton />
    return (
      <>
        <Failure error={query.error} onRetry={() => void query.refetch()} />
        <Button className="self-center" onClick={onBack}>
          {t('thread.backToList')}
        </Button>
      </>
    )
  }
  const missing = query.isError && query.error instanceof ApiError && query.error.status === 404
  if (missing) return <Gone ticketId={ticketId} onBack={onBack} />
  return (
    <Thread
      {...props}
      ticket={ticket}
      loaded={!query.isPlaceholderData}
      error={query.isPlaceholderData ? query.error : null}
      onDeleted={() => setDeleted(true)}
    />
  )
}

function Thread({
  ticket,
  loaded,
  error,
  alone,
  detailsOpen,
  onBack,
  onDetails,
  onDeleted,
}: ThreadPaneProps & {
  ticket: TicketDetail
  loaded: boolean
  error: unknown
  onDeleted: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const acts = useTicketActs(ticket)
  const errorText = useErrorText()
  const watchers = usePresence('ticket', ticket.id)
  const [picking, setPicking] = useState<Property | null>(null)
  const [pending, setPending] = useState<Pending | null>(null)
  const [removing, setRemoving] = useState(false)
  const [busy, setBusy] = useState(false)
  const { mayChange } = acts
  const remove = async () => {
    setBusy(true)
    try {
      await http.delete(`/api/tickets/${ticket.id}`)
      onDeleted()
      removeTicket(client, ticket.id)
    } catch (failure) {
      toast.error(errorText(failure))
    } finally {
      setBusy(false)
      setRemoving(false)
    }
  }
  const show = (messageId: number) => {
    const found = document.getElementById(`message-${messageId}`)
    found?.scrollIntoView({ block: 'center' })
    found?.animate?.([{ outline: '2px solid var(--accent)' }, { outline: '2px solid transparent' }], 1500)
  }

  const group = t('ticket.commands')
  const may = <T,>(command: T): T | null => (mayChange ? command : null)
  // A picker that has just closed gives the focus back a moment later: the next one opens after that.
  const pick = (property: Property) => () => setTimeout(() => setPicking(property))
  useCommand(
    may({
      id: 'ticket.assign',
      group,
      label: t('tickets.pick.assigned_to'),
      key: 'a',
      run: pick('assigned_to'),
    }),
  )
  useCommand(
    may({ id: 'ticket.assignToMe', group, label: t('tickets.assignToMe'), key: 'i', run: acts.assignToMe }),
  )
  useCommand(
    may({ id: 'ticket.status', group, label: t('tickets.pick.status'), key: 's', run: pick('status') }),
  )
  useCommand(
    may({ id: 'ticket.priority', group, label: t('tickets.pick.priority'), key: 'p', run: pick('priority') }),
  )
  useCommand(may({ id: 'ticket.tags', group, label: t('tickets.pick.tags'), key: 't', run: pick('tags') }))
  useCommand(may({ id: 'ticket.category', group, label: t('tickets.pick.category'), run: pick('category') }))
  useCommand(
    may({
      id: 'ticket.resolve',
      group,
      label: acts.finished ? t('tickets.reopen') : t('tickets.resolve'),
      run: acts.resolve,
    }),
  )
  useCommand(
    acts.mayChat
      ? {
          id: 'ticket.chat',
          group,
          label: ticket.is_chat ? t('thread.reopenChat') : t('thread.beginChat'),
          run: () => void acts.chat(),
        }
      : null,
  )
  useCommand({ id: 'ticket.link', group, label: t('thread.copyLink'), run: () => void acts.copyLink() })
  useCommand({
    id: 'ticket.details',
    group,
    label: detailsOpen ? t('thread.hideDetails') : t('thread.showDetails'),
    run: () => onDetails(!detailsOpen),
  })

  return (
    <>
      <ThreadHeader
        ticket={ticket}
        alone={alone}
        detailsOpen={detailsOpen}
        watchers={watchers}
        onBack={onBack}
        onDetails={onDetails}
        onPick={setPicking}
        acts={acts}
        onDelete={() => setRemoving(true)}
      />
      {error ? (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <Failure
            error={error}
            onRetry={() => void client.invalidateQueries({ queryKey: ticketQuery(ticket.id).queryKey })}
          />
        </div>
      ) : (
        <Conversation ticket={ticket} loaded={loaded} pending={pending} onShow={show} />
      )}
      {mayChange && !error ? (
        <Composer ticket={ticket} onPending={setPending} onShow={show} onSent={() => undefined} />
      ) : null}
      <PropertyDialog property={picking} ticket={ticket} onClose={() => setPicking(null)} />
      <ConfirmDialog
        open={removing}
        onOpenChange={setRemoving}
        title={t('thread.deleteTitle', { id: ticket.id })}
        description={t('thread.deleteText')}
        action={t('thread.delete')}
        onConfirm={() => void remove()}
        busy={busy}
        danger
      />
    </>
  )
}
