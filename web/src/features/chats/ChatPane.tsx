import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { MessageSquareOff } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePresence } from '@/features/thread/presence'
import { useCommand } from '@/hooks/useCommand'
import { useTabTitle } from '@/hooks/usePageTitle'
import { ApiError } from '@/services/errors'
import type { Chat } from '@/services/types'
import { Button, EmptyState, Failure, Loading, Skeleton } from '@/ui'
import { toast } from '@/ui/toast'
import { AssignDialog } from './AssignDialog'
import { useChatActs } from './acts'
import { ChatComposer } from './ChatComposer'
import { ChatHeader } from './ChatHeader'
import { ChatThread } from './ChatThread'
import { flat, knownChat } from './cache'
import { HandoverNote } from './Handover'
import { chatMessagesQuery, chatQuery } from './queries'
import { TicketDialog } from './TicketDialog'

export interface ChatPaneProps {
  chatId: number
  /** The only pane on a small screen: with a way back, and the focus on its heading. */
  alone: boolean
  detailsOpen: boolean
  onBack: () => void
  onDetails: (open: boolean) => void
  onTicket: (ticketId: number) => void
}

export function ChatPane(props: ChatPaneProps) {
  const { chatId, onBack } = props
  const { t } = useTranslation()
  const client = useQueryClient()
  const query = useQuery({
    ...chatQuery(chatId),
    // The list knows all but what was said: that is painted at once.
    placeholderData: () => knownChat(client, chatId),
  })
  const chat = query.data
  useTabTitle(chat?.customer_name)
  useCommand({
    id: 'chat.back',
    group: t('chats.commands'),
    label: t('thread.backToList'),
    key: 'Escape',
    run: onBack,
  })
  if (query.isError && query.error instanceof ApiError && query.error.status === 404) {
    return (
      <EmptyState
        icon={MessageSquareOff}
        title={t('chats.goneTitle')}
        className="my-auto"
        action={<Button onClick={onBack}>{t('thread.backToList')}</Button>}
      >
        {t('chats.goneText')}
      </EmptyState>
    )
  }
  if (chat) return <OpenChat {...props} chat={chat} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return (
    <Loading className="flex flex-col gap-4 p-3">
      <Skeleton className="h-5 w-1/2" />
      <Skeleton className="h-4 w-1/3" />
      <Skeleton className="mt-4 h-16 w-full max-w-[72ch]" />
      <Skeleton className="h-16 w-full max-w-[72ch]" />
    </Loading>
  )
}

/** The customer's last words, if nobody of the staff has answered them: what suggestions are for. */
function useAsked(chatId: number): number | null {
  const { data } = useInfiniteQuery(chatMessagesQuery(chatId))
  return useMemo(() => {
    const last = flat(data).findLast((one) => one.kind === 'said' && !one.internal)
    return last && (!last.from_staff || last.is_ai)
      ? (flat(data).findLast((one) => one.kind === 'said' && !one.from_staff)?.id ?? null)
      : null
  }, [data])
}

function OpenChat({ chat, alone, detailsOpen, onBack, onDetails, onTicket }: ChatPaneProps & { chat: Chat }) {
  const { t } = useTranslation()
  const acts = useChatActs()
  const watchers = usePresence('conversation', chat.id)
  const asked = useAsked(chat.id)
  const [assigning, setAssigning] = useState(false)
  const [ticketing, setTicketing] = useState(false)
  const ended = chat.state === 'ended'

  const makeTicket = async (title: string, reason: string) => {
    const ticket = await acts.ticket(chat, title, reason)
    if (!ticket) return
    setTicketing(false)
    toast.success(t('chats.ticketMade', { id: ticket.id }), {
      action: { label: t('chats.openTicket'), onClick: () => onTicket(ticket.id) },
    })
  }
  return (
    <>
      <ChatHeader
        chat={chat}
        acts={acts}
        alone={alone}
        watchers={watchers}
        detailsOpen={detailsOpen}
        onBack={onBack}
        onDetails={onDetails}
        onAssign={() => setTimeout(() => setAssigning(true))}
        onMakeTicket={() => setTimeout(() => setTicketing(true))}
        onTicket={onTicket}
      />
      <ChatThread key={chat.id} chat={chat} />
      <HandoverNote chat={chat} />
      {!acts.mayChange ? null : ended ? (
        <p
          role="status"
          className="mx-3 mb-3 flex shrink-0 flex-wrap items-center gap-3 rounded-md border border-line bg-surface px-3 py-2"
        >
          <span className="min-w-0 flex-1">{t('chats.endedText')}</span>
          <Button busy={acts.busy === 'reopen'} onClick={() => void acts.reopen(chat)}>
            {t('chats.reopen')}
          </Button>
        </p>
      ) : (
        <ChatComposer key={`composer${chat.id}`} chat={chat} asked={asked} />
      )}
      {assigning ? (
        <AssignDialog
          chat={chat}
          onClose={() => setAssigning(false)}
          onAssign={(agentId) => void acts.assign(chat, agentId)}
        />
      ) : null}
      {ticketing ? (
        <TicketDialog
          chat={chat}
          busy={acts.busy === 'ticket'}
          onClose={() => setTicketing(false)}
          onMake={(title, reason) => void makeTicket(title, reason)}
        />
      ) : null}
    </>
  )
}
