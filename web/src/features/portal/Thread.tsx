import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowDown, ArrowLeft, CircleCheck } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { markRead, putTicket } from '@/features/tickets/cache'
import { ticketQuery } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useErrorText } from '@/hooks/useErrorText'
import { useLive } from '@/hooks/useLive'
import { usePageTitle } from '@/hooks/usePageTitle'
import { serverNow } from '@/services/clock'
import type { TicketDetail, TicketStatus } from '@/services/types'
import { Button, ConfirmDialog, Failure, Loading, Skeleton, StatusPill } from '@/ui'
import { toast } from '@/ui/toast'
import { Messages } from './Messages'
import { markMessagesRead, portalKeys, setStatus } from './queries'
import { ReplyBox } from './ReplyBox'
import { isOver, mayBeSolved, PLAIN_TONES, plainState, unreadAnswers } from './words'

function useIsVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    () => document.visibilityState === 'visible',
  )
}

/** Tells the server, and the list, that the answers were seen; remembers which ones were new. */
function useReading(ticket: TicketDetail): ReadonlySet<number> {
  const client = useQueryClient()
  const { user } = useSession()
  const visible = useIsVisible()
  const [fresh, setFresh] = useState<ReadonlySet<number>>(new Set())
  const unread = unreadAnswers(ticket.messages, user.id)
  const latest = unread.at(-1)?.id
  const missing = unread.filter((message) => !fresh.has(message.id))
  if (missing.length > 0) setFresh(new Set([...fresh, ...missing.map((message) => message.id)]))
  useEffect(() => {
    if (latest === undefined || !visible) return
    const seenAt = new Date(serverNow()).toISOString()
    void markMessagesRead(ticket.id).then(
      () => markRead(client, { ticket_id: ticket.id, reader_id: user.id, read_at: seenAt }, user.id),
      // They stay unread, and are tried again with the next look.
      () => undefined,
    )
  }, [client, ticket.id, user.id, latest, visible])
  return fresh
}

function useStatus(ticket: TicketDetail) {
  const client = useQueryClient()
  const errorText = useErrorText()
  const { user } = useSession()
  return useMutation({
    mutationFn: (status: TicketStatus) => setStatus(ticket.id, status),
    onSuccess: (changed) => {
      putTicket(client, changed, user.id)
      void client.invalidateQueries({ queryKey: portalKeys.stats })
    },
    onError: (error) => toast.error(errorText(error)),
  })
}

const outcomeClass =
  'flex flex-wrap items-center justify-center gap-x-3 gap-y-2 border-t border-line pt-4 text-center'

/** "Did this solve it?", or what became of it and the way back. */
function Outcome({ ticket, me }: { ticket: TicketDetail; me: number }) {
  const { t } = useTranslation()
  const change = useStatus(ticket)
  const asks = mayBeSolved(ticket, ticket.messages, me)
  const state = plainState({ ...ticket, unread_count: 0 })
  useCommand(
    asks
      ? {
          id: 'portal.solved',
          group: t('portal.commands'),
          label: t('portal.solved'),
          key: 's',
          run: () => change.mutate('resolved'),
        }
      : null,
  )
  if (asks) {
    return (
      <div className={outcomeClass}>
        <p>{t('portal.didItHelp')}</p>
        <Button onClick={() => change.mutate('resolved')} busy={change.isPending}>
          <CircleCheck aria-hidden />
          {t('portal.solved')}
        </Button>
      </div>
    )
  }
  if (!isOver(ticket)) return null
  return (
    <div className={outcomeClass}>
      <p>{t(`portal.over.${state === 'solved' || state === 'closed' ? state : 'withdrawn'}`)}</p>
      <Button onClick={() => change.mutate('open')} busy={change.isPending}>
        {t('portal.reopen')}
      </Button>
    </div>
  )
}

function Withdraw({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const change = useStatus(ticket)
  if (isOver(ticket)) return null
  return (
    <>
      <Button kind="quiet" size="sm" className="text-muted" onClick={() => setAsking(true)}>
        {t('portal.withdraw')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('portal.withdrawTitle')}
        description={t('portal.withdrawText')}
        action={t('portal.withdraw')}
        busy={change.isPending}
        onConfirm={() => change.mutate('cancelled', { onSettled: () => setAsking(false) })}
      />
    </>
  )
}

/** Who of the staff writes just now. */
function Typing({ ticketId, me }: { ticketId: number; me: number }) {
  const { t } = useTranslation()
  const [names, setNames] = useState<string[]>([])
  useLive('ticket.presence', (data) => {
    if (data.ticket_id !== ticketId) return
    setNames(data.people.filter((each) => each.typing && each.id !== me).map((each) => each.full_name))
  })
  return (
    <p role="status" className="h-5 truncate text-sm text-muted">
      {names[0] ? t('portal.typing', { name: names[0] }) : null}
    </p>
  )
}

/** Close enough to the end to be following the conversation. */
const NEAR_PX = 120

function Conversation({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation()
  const { user } = useSession()
  const fresh = useReading(ticket)
  const pane = useRef<HTMLDivElement>(null)
  const near = useRef(true)
  const count = ticket.messages.length
  const [seen, setSeen] = useState(count)
  const state = plainState({ ...ticket, unread_count: 0 })
  const toEnd = () => pane.current?.scrollTo({ top: pane.current.scrollHeight })

  useLayoutEffect(() => {
    if (!near.current) return
    pane.current?.scrollTo({ top: pane.current.scrollHeight })
    setSeen(count)
  }, [count])
  const unseen = count - seen

  return (
    <div className="mx-auto flex h-full w-full max-w-3xl flex-col">
      <div
        ref={pane}
        onScroll={(event) => {
          const { scrollHeight, scrollTop, clientHeight } = event.currentTarget
          near.current = scrollHeight - scrollTop - clientHeight < NEAR_PX
          if (near.current) setSeen(count)
        }}
        className="min-h-0 flex-1 overflow-y-auto"
      >
        <div className="flex flex-col gap-5 p-4 md:px-6">
          <header className="flex flex-col gap-2">
            <div className="flex items-center justify-between gap-2">
              <Button asChild kind="quiet" size="sm" className="-ms-2 text-muted">
                <Link to="/requests">
                  <ArrowLeft aria-hidden className="rtl:rotate-180" />
                  {t('portal.back')}
                </Link>
              </Button>
              <Withdraw ticket={ticket} />
            </div>
            <h2 className="text-xl font-semibold break-words" dir="auto">
              {ticket.title}
            </h2>
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
              <StatusPill tone={PLAIN_TONES[state]}>{t(`portal.state.${state}`)}</StatusPill>
              {ticket.agent ? <span>{t('portal.with', { name: ticket.agent.full_name })}</span> : null}
              {ticket.is_chat ? (
                <Link
                  to="/chat/{-$chatId}"
                  params={{ chatId: String(ticket.conversation_id) }}
                  className="text-accent underline underline-offset-2"
                >
                  {t('portal.chat')}
                </Link>
              ) : null}
            </p>
          </header>
          <Messages ticket={ticket} me={user.id} fresh={fresh} />
          <div role="status">
            <Outcome ticket={ticket} me={user.id} />
          </div>
        </div>
      </div>
      <div className="relative flex flex-col gap-2 border-t border-line bg-bg p-3 pt-1 md:px-6 md:pb-4">
        {unseen > 0 ? (
          <Button
            size="sm"
            className="absolute -top-10 self-center rounded-full bg-raised shadow-float"
            onClick={toEnd}
          >
            <ArrowDown aria-hidden />
            {t('portal.newAnswers', { count: unseen })}
          </Button>
        ) : null}
        <Typing ticketId={ticket.id} me={user.id} />
        <ReplyBox ticket={ticket} />
      </div>
    </div>
  )
}

export function Thread({ id }: { id: number }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const query = useQuery(ticketQuery(id))
  usePageTitle(t('portal.number', { id }))
  useCommand({
    id: 'portal.back',
    group: t('portal.commands'),
    label: t('portal.back'),
    key: 'Escape',
    run: () => void navigate({ to: '/requests' }),
  })
  if (query.data) return <Conversation key={id} ticket={query.data} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return (
    <Loading className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-6">
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-20 w-3/4 self-end" />
      <Skeleton className="h-16 w-2/3" />
    </Loading>
  )
}
