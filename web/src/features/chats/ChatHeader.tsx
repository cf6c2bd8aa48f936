import {
  ArrowLeft,
  CheckCheck,
  Link2,
  MessageSquareOff,
  MoreHorizontal,
  PanelRight,
  Phone,
  RotateCcw,
  TicketPlus,
  Tickets,
  UserRoundPlus,
  Users,
  Video,
} from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import type { Watcher } from '@/features/thread/presence'
import { Watchers } from '@/features/thread/Watchers'
import { useCommand } from '@/hooks/useCommand'
import type { Chat } from '@/services/types'
import {
  Button,
  Confidence,
  IconButton,
  Kbd,
  Menu,
  MenuContent,
  MenuItem,
  MenuSeparator,
  MenuTrigger,
} from '@/ui'
import { toast } from '@/ui/toast'
import type { ChatActs } from './acts'
import { ChatState, useIntentName } from './words'

/** Known by their signs: in the header they stand without words. */
const CALLS: readonly string[] = ['voice', 'video']

interface Act {
  id: string
  label: string
  icon: ReactNode
  run: () => void
  key?: string
  danger?: boolean
}

/** What can be done with this chat now, the most likely first. */
function useActsOf(
  chat: Chat,
  acts: ChatActs,
  on: { assign: () => void; makeTicket: () => void; ticket: (id: number) => void },
): Act[] {
  const { t } = useTranslation()
  const { user, scopes } = useSession()
  const linked = chat.ticket_id
  const ticket: Act[] =
    linked !== null
      ? [
          {
            id: 'openTicket',
            label: t('chats.openTicketNumber', { id: linked }),
            icon: <Tickets aria-hidden />,
            run: () => on.ticket(linked),
          },
        ]
      : scopes.includes('tickets:write') && acts.mayChange
        ? [
            {
              id: 'makeTicket',
              label: t('chats.makeTicket'),
              icon: <TicketPlus aria-hidden />,
              run: on.makeTicket,
            },
          ]
        : []
  if (!acts.mayChange) return ticket
  if (chat.state === 'ended') {
    const reopen: Act = {
      id: 'reopen',
      label: t('chats.reopen'),
      icon: <RotateCcw aria-hidden />,
      run: () => void acts.reopen(chat),
    }
    return [reopen, ...ticket]
  }
  const mine = chat.agent?.id === user.id
  const take: Act[] =
    chat.state === 'waiting'
      ? [
          {
            id: 'accept',
            label: t('chats.accept'),
            icon: <CheckCheck aria-hidden />,
            key: 'a',
            run: () => void acts.accept(chat),
          },
        ]
      : mine
        ? []
        : [
            {
              id: 'assignToMe',
              label: t('chats.takeOver'),
              icon: <UserRoundPlus aria-hidden />,
              key: 'i',
              run: () => void acts.accept(chat),
            },
          ]
  const { session } = chat
  const inCall = session !== null && session.type !== 'chat'
  const calls: Act[] =
    chat.state === 'waiting' || inCall
      ? []
      : [
          {
            id: 'voice',
            label: t('chats.callVoice'),
            icon: <Phone aria-hidden />,
            run: () => void acts.call(chat, 'voice'),
          },
          {
            id: 'video',
            label: t('chats.callVideo'),
            icon: <Video aria-hidden />,
            run: () => void acts.call(chat, 'video'),
          },
        ]
  return [
    ...take,
    ...calls,
    {
      id: 'end',
      label: t('chats.end'),
      icon: <MessageSquareOff aria-hidden />,
      key: 'e',
      run: () => void acts.end(chat),
    },
    ...ticket,
    {
      id: 'assign',
      label: t('chats.assign'),
      icon: <Users aria-hidden />,
      key: chat.state === 'waiting' ? undefined : 'a',
      run: on.assign,
    },
  ]
}

function ActCommand({ act }: { act: Act }) {
  const { t } = useTranslation()
  useCommand({
    id: `chat.${act.id}`,
    group: t('chats.commands'),
    label: act.label,
    key: act.key,
    run: act.run,
  })
  return null
}

export function ChatHeader({
  chat,
  acts,
  alone,
  watchers,
  detailsOpen,
  onBack,
  onDetails,
  onAssign,
  onMakeTicket,
  onTicket,
}: {
  chat: Chat
  acts: ChatActs
  alone: boolean
  watchers: Watcher[]
  detailsOpen: boolean
  onBack: () => void
  onDetails: (open: boolean) => void
  onAssign: () => void
  onMakeTicket: () => void
  onTicket: (ticketId: number) => void
}) {
  const { t } = useTranslation()
  const intentName = useIntentName()
  const heading = useRef<HTMLHeadingElement>(null)
  const all = useActsOf(chat, acts, { assign: onAssign, makeTicket: onMakeTicket, ticket: onTicket })
  const takes = all[0]?.id === 'accept' || all[0]?.id === 'assignToMe'
  const shown = all.filter(({ id }) =>
    alone ? id === 'accept' : ['accept', 'assignToMe', 'end', ...CALLS].includes(id),
  )
  const hidden = all.filter((act) => !shown.includes(act))
  useEffect(() => {
    if (alone) heading.current?.focus()
  }, [alone])
  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(`${window.location.origin}/chats/${chat.id}`)
      toast.success(t('thread.linkCopied'))
    } catch {
      toast.error(t('thread.linkNotCopied'))
    }
  }
  useCommand({
    id: 'chat.details',
    group: t('chats.commands'),
    label: detailsOpen ? t('thread.hideDetails') : t('thread.showDetails'),
    run: () => onDetails(!detailsOpen),
  })
  return (
    <header className="flex shrink-0 flex-col gap-1 border-b border-line bg-surface px-3 py-2">
      {all.map((act) => (
        <ActCommand key={act.id} act={act} />
      ))}
      <div className="flex min-w-0 items-start gap-2">
        {alone ? (
          <IconButton label={t('thread.backToList')} shortcut="Escape" size="sm" onClick={onBack}>
            <ArrowLeft className="rtl:-scale-x-100" aria-hidden />
          </IconButton>
        ) : null}
        <h2
          ref={heading}
          tabIndex={-1}
          className="min-w-0 flex-1 truncate py-0.5 text-lg leading-6 font-semibold"
          dir="auto"
          title={chat.customer_name}
        >
          {chat.customer_name}
        </h2>
        <div className="flex shrink-0 items-center gap-1">
          {shown.map((act) => (
            <Button
              key={act.id}
              size="sm"
              kind={takes && act === all[0] ? 'primary' : 'secondary'}
              busy={acts.busy === act.id || (act.id === 'assignToMe' && acts.busy === 'accept')}
              title={CALLS.includes(act.id) ? act.label : undefined}
              onClick={act.run}
            >
              {act.icon}
              <span
                className={
                  CALLS.includes(act.id) ? 'sr-only' : act.id === 'end' ? 'sr-only lg:not-sr-only' : undefined
                }
              >
                {act.label}
              </span>
              {act.id === 'accept' ? (
                <span className="hidden md:inline pointer-coarse:hidden" aria-hidden>
                  <Kbd keys="a" />
                </span>
              ) : null}
            </Button>
          ))}
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
              {hidden.map((act) => (
                <MenuItem key={act.id} icon={act.icon} shortcut={act.key} onSelect={act.run}>
                  {act.label}
                </MenuItem>
              ))}
              <MenuSeparator />
              <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void copyLink()}>
                {t('thread.copyLink')}
              </MenuItem>
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
      <div className="flex min-h-5 min-w-0 flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <ChatState chat={chat} />
          {chat.intent && chat.intent.label !== 'uncategorized' ? (
            <span className="text-muted">
              {intentName(chat.intent.label)}: <Confidence value={chat.intent.confidence} />
            </span>
          ) : null}
          {chat.ticket_id !== null ? (
            <button
              type="button"
              onClick={() => onTicket(chat.ticket_id as number)}
              className="rounded-sm text-accent hover:underline"
            >
              {t('chats.ticketNumber', { id: chat.ticket_id })}
            </button>
          ) : null}
        </div>
        <Watchers people={watchers} />
      </div>
    </header>
  )
}
