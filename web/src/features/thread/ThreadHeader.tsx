import { useNavigate } from '@tanstack/react-router'
import {
  ArrowLeft,
  CheckCheck,
  Link2,
  MessagesSquare,
  MoreHorizontal,
  PanelRight,
  RotateCcw,
  Trash2,
  UserRoundPlus,
} from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useChangeTicket } from '@/features/tickets/change'
import type { Property } from '@/features/tickets/properties'
import { useErrorText } from '@/hooks/useErrorText'
import { http } from '@/services/http'
import type { Chat, TicketDetail } from '@/services/types'
import { Button, IconButton, Menu, MenuContent, MenuItem, MenuTrigger, Tooltip } from '@/ui'
import { toast } from '@/ui/toast'
import type { Watcher } from './presence'
import { Summary } from './Summary'
import { Watchers } from './Watchers'

/** What is done to a ticket from its header, and by key. */
export function useTicketActs(ticket: TicketDetail) {
  const { t } = useTranslation()
  const { user, scopes } = useSession()
  const change = useChangeTicket()
  const navigate = useNavigate()
  const errorText = useErrorText()
  const finished = ticket.status !== 'open' && ticket.status !== 'in_progress'
  return {
    mayChange: scopes.includes('tickets:write'),
    mayDelete: user.role === 'admin',
    mayChat: scopes.includes('chats:write') && user.id !== ticket.created_by,
    mine: ticket.assigned_to === user.id,
    finished,
    assignToMe: () =>
      void change(ticket, { assigned_to: user.id }, { id: user.id, full_name: user.full_name }),
    resolve: () => void change(ticket, { status: finished ? 'open' : 'resolved' }),
    /** Talk with the requester, live, in the ticket's own thread. */
    chat: async () => {
      try {
        const chat = await http.post<Chat>(`/api/app/tickets/${ticket.id}/chat`)
        await navigate({ to: '/chats/{-$chatId}', params: { chatId: String(chat.id) }, search: {} })
      } catch (error) {
        toast.error(errorText(error))
      }
    },
    copyLink: async () => {
      try {
        await navigator.clipboard.writeText(`${window.location.origin}/tickets/${ticket.id}`)
        toast.success(t('thread.linkCopied'))
      } catch {
        toast.error(t('thread.linkNotCopied'))
      }
    },
  }
}

export function ThreadHeader({
  ticket,
  alone,
  detailsOpen,
  watchers,
  acts,
  onBack,
  onDetails,
  onPick,
  onDelete,
}: {
  ticket: TicketDetail
  alone: boolean
  detailsOpen: boolean
  watchers: Watcher[]
  acts: ReturnType<typeof useTicketActs>
  onBack: () => void
  onDetails: (open: boolean) => void
  onPick: (property: Property) => void
  onDelete: () => void
}) {
  const { t } = useTranslation()
  const { mayChange, mine, finished } = acts
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (alone) heading.current?.focus()
  }, [alone])
  return (
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
              <Button size="sm" onClick={acts.assignToMe} aria-label={t('tickets.assignToMe')}>
                <UserRoundPlus aria-hidden />
                <span className="hidden lg:inline">{t('tickets.assignToMe')}</span>
              </Button>
            </Tooltip>
          ) : null}
          {mayChange && !alone ? (
            <Button
              size="sm"
              onClick={acts.resolve}
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
                <MenuItem icon={<UserRoundPlus aria-hidden />} onSelect={acts.assignToMe}>
                  {t('tickets.assignToMe')}
                </MenuItem>
              ) : null}
              {alone && mayChange ? (
                <MenuItem
                  icon={finished ? <RotateCcw aria-hidden /> : <CheckCheck aria-hidden />}
                  onSelect={acts.resolve}
                >
                  {finished ? t('tickets.reopen') : t('tickets.resolve')}
                </MenuItem>
              ) : null}
              <MenuItem icon={<Link2 aria-hidden />} onSelect={() => void acts.copyLink()}>
                {t('thread.copyLink')}
              </MenuItem>
              {acts.mayChat ? (
                <MenuItem icon={<MessagesSquare aria-hidden />} onSelect={() => void acts.chat()}>
                  {ticket.is_chat ? t('thread.reopenChat') : t('thread.beginChat')}
                </MenuItem>
              ) : null}
              {acts.mayDelete ? (
                <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={onDelete}>
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
        <Summary ticket={ticket} mayChange={mayChange} onPick={onPick} />
        <Watchers people={watchers} />
      </div>
    </header>
  )
}
