import { useQuery, useQueryClient } from '@tanstack/react-query'
import {
  ArrowLeft,
  CheckCheck,
  Eye,
  Link2,
  MoreHorizontal,
  PanelRight,
  PenLine,
  RotateCcw,
  Trash2,
  UserRoundPlus,
} from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toast } from 'sonner'
import { useSession } from '@/features/session/context'
import { knownTicket, removeTicket } from '@/features/tickets/cache'
import { useChangeTicket } from '@/features/tickets/change'
import { PriorityMark, TicketStatusPill } from '@/features/tickets/labels'
import { PropertyDialog } from '@/features/tickets/PropertyPicker'
import type { Property } from '@/features/tickets/properties'
import { ticketQuery } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { useTabTitle } from '@/hooks/usePageTitle'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { TicketDetail } from '@/services/types'
import {
  Avatar,
  Button,
  Confidence,
  ConfirmDialog,
  EmptyState,
  Failure,
  IconButton,
  Loading,
  Menu,
  MenuContent,
  MenuItem,
  MenuTrigger,
  Skeleton,
  Tooltip,
} from '@/ui'
import { Composer } from './Composer'
import { Conversation } from './Conversation'
import type { Pending } from './pending'
import { usePresence, type Watcher } from './presence'

export interface ThreadPaneProps {
  ticketId: number
  /** The only pane on a small screen: with a way back, and the focus on its heading. */
  alone: boolean
  detailsOpen: boolean
  onBack: () => void
  onDetails: (open: boolean) => void
}

function Watchers({ people }: { people: Watcher[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const typing = people.filter((one) => one.typing).map((one) => one.full_name)
  const words = typing.length
    ? t('thread.typing', { count: typing.length, names: format.list(typing) })
    : people.length
      ? t('thread.looking', { count: people.length, names: format.list(people.map((one) => one.full_name)) })
      : ''
  const Icon = typing.length ? PenLine : Eye
  return (
    <div role="status" className="flex min-w-0 items-center gap-1 text-sm text-info empty:hidden">
      {words ? (
        <>
          <Icon className="size-4 shrink-0" aria-hidden />
          <span className="truncate">{words}</span>
        </>
      ) : null}
    </div>
  )
}

function Summary({
  ticket,
  mayChange,
  onPick,
}: {
  ticket: TicketDetail
  mayChange: boolean
  onPick: (property: Property) => void
}) {
  const { t } = useTranslation()
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
    </div>
  )
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

/** The text one was writing when a ticket went away; nothing written is lost silently. */
function unsent(ticketId: number): string {
  try {
    return sessionStorage.getItem(`ringdesk.draft.reply:${ticketId}`) ?? ''
  } catch {
    return ''
  }
}

function Gone({ ticketId, onBack }: { ticketId: number; onBack: () => void }) {
  const { t } = useTranslation()
  const text = unsent(ticketId)
  return (
    <EmptyState
      icon={Trash2}
      title={t('thread.deletedTitle')}
      action={<Button onClick={onBack}>{t('thread.backToList')}</Button>}
    >
      <p>{t('thread.deletedText')}</p>
      {text ? (
        <>
          <p className="mt-3">{t('thread.deletedDraft')}</p>
          <blockquote
            className="mt-1 max-h-40 overflow-y-auto rounded-md border border-line bg-surface p-2 text-start whitespace-pre-wrap text-fg"
            dir="auto"
          >
            {text}
          </blockquote>
        </>
      ) : null}
    </EmptyState>
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
  const { user, scopes } = useSession()
  const change = useChangeTicket()
  const errorText = useErrorText()
  const watchers = usePresence(ticket.id)
  const [picking, setPicking] = useState<Property | null>(null)
  const [pending, setPending] = useState<Pending | null>(null)
  const [removing, setRemoving] = useState(false)
  const [busy, setBusy] = useState(false)
  const heading = useRef<HTMLHeadingElement>(null)
  const mayChange = scopes.includes('tickets:write')
  const finished = ticket.status !== 'open' && ticket.status !== 'in_progress'
  const mine = ticket.assigned_to === user.id

  useEffect(() => {
    if (alone) heading.current?.focus()
  }, [alone])

  const assignToMe = () =>
    void change(ticket, { assigned_to: user.id }, { id: user.id, full_name: user.full_name })
  const resolve = () => void change(ticket, { status: finished ? 'open' : 'resolved' })
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(`${window.location.origin}/tickets/${ticket.id}`)
      toast.success(t('thread.linkCopied'))
    } catch {
      toast.error(t('thread.linkNotCopied'))
    }
  }
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
    may({ id: 'ticket.assignToMe', group, label: t('tickets.assignToMe'), key: 'i', run: assignToMe }),
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
      label: finished ? t('tickets.reopen') : t('tickets.resolve'),
      run: resolve,
    }),
  )
  useCommand({ id: 'ticket.link', group, label: t('thread.copyLink'), run: () => void copyLink() })
  useCommand({
    id: 'ticket.details',
    group,
    label: detailsOpen ? t('thread.hideDetails') : t('thread.showDetails'),
    run: () => onDetails(!detailsOpen),
  })

  return (
    <>
      <header className="flex shrink-0 flex-col gap-1 border-b border-line bg-surface px-3 py-2">
        <div className="flex min-w-0 items-start gap-2">
          {alone ? (
            <IconButton label={t('thread.backToList')} shortcut="Escape" size="sm" onClick={onBack}>
              <ArrowLeft className="rtl:-scale-x-100" aria-hidden />
            </IconButton>
          ) : null}
          <h2
            ref={heading}
            tabIndex={-1}
            className="line-clamp-2 min-w-0 flex-1 py-0.5 text-lg leading-6 font-semibold [overflow-wrap:anywhere]"
            dir="auto"
            title={ticket.title}
          >
            {ticket.title}
          </h2>
          <div className="flex shrink-0 items-center gap-1">
            {mayChange && !mine && !alone ? (
              <Tooltip content={t('tickets.assignToMe')} shortcut="i">
                <Button size="sm" onClick={assignToMe} aria-label={t('tickets.assignToMe')}>
                  <UserRoundPlus aria-hidden />
                  <span className="hidden lg:inline">{t('tickets.assignToMe')}</span>
                </Button>
              </Tooltip>
            ) : null}
            {mayChange && !alone ? (
              <Button
                size="sm"
                onClick={resolve}
                aria-label={finished ? t('tickets.reopen') : t('tickets.resolve')}
              >
                {finished ? <RotateCcw aria-hidden /> : <CheckCheck aria-hidden />}
                <span className="hidden lg:inline">
                  {finished ? t('tickets.reopen') : t('tickets.resolve')}
                </span>
              </Button>
            ) : null}
            <Menu modal={false}>
              <MenuTrigger asChild>
                <Button
                  kind="quiet"
                  size="sm"
                  className="w-7 px-0 pointer-coarse:w-11"
                  aria-label={t('thread.more')}
                >
                  <MoreHorizontal aria-hidden />
                </Button>
              </MenuTrigger>
              <MenuContent>
                {alone && mayChange && !mine ? (
                  <MenuItem icon={<UserRoundPlus aria-hidden />} onSelect={assignToMe}>
                    {t('tickets.assignToMe')}
                  </MenuItem>
                ) : null}
                {alone && mayChange ? (
                  <MenuItem
                    icon={finished ? <RotateCcw aria-hidden /> : <CheckCheck aria-hidden />}
                    onSelect={resolve}
                  >
                    {finished ? t('tickets.reopen') : t('tickets.resolve')}
                  </MenuItem>
                ) : null}
                <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copyLink()}>
                  {t('thread.copyLink')}
                </MenuItem>
                {user.role === 'admin' ? (
                  <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setRemoving(true)}>
                    {t('thread.delete')}
                  </MenuItem>
                ) : null}
              </MenuContent>
            </Menu>
            <IconButton
              label={detailsOpen ? t('thread.hideDetails') : t('thread.showDetails')}
              size="sm"
              aria-expanded={detailsOpen}
              onClick={() => onDetails(!detailsOpen)}
            >
              <PanelRight className="rtl:-scale-x-100" aria-hidden />
            </IconButton>
          </div>
        </div>
        <div className="flex min-w-0 flex-wrap items-center justify-between gap-x-3 gap-y-1">
          <Summary ticket={ticket} mayChange={mayChange} onPick={setPicking} />
          <Watchers people={watchers} />
        </div>
      </header>
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
