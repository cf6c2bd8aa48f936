import { Bot, CircleCheck, CircleDashed, Clock, type LucideIcon, MessageSquareOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import { type Chat, INTENTS } from '@/services/types'
import { cn, type Tone } from '@/ui'
import { type ChatEvent, clock } from './events'

export type Standing = 'waiting' | 'active' | 'assistant' | 'open' | 'ended'

const LOOKS: Record<Standing, { icon: LucideIcon; tone: Tone; text: string }> = {
  waiting: { icon: Clock, tone: 'waiting', text: 'text-waiting' },
  active: { icon: CircleCheck, tone: 'good', text: 'text-good' },
  assistant: { icon: Bot, tone: 'info', text: 'text-info' },
  open: { icon: CircleDashed, tone: 'neutral', text: 'text-muted' },
  ended: { icon: MessageSquareOff, tone: 'neutral', text: 'text-muted' },
}

/** A chat's state as one would say it: as long as the assistant answers, it is not simply open. */
export function standing(chat: Pick<Chat, 'state' | 'assistant_answers'>): Standing {
  return chat.state === 'open' && chat.assistant_answers ? 'assistant' : chat.state
}

/** How long somebody has waited by now, for an answer or for a person. */
export function waitedMinutes(chat: Chat): number | null {
  const since = chat.unanswered_since ?? (chat.state === 'waiting' ? chat.last_message_at : null)
  return since ? Math.max(0, (serverNow() - Date.parse(since)) / 60_000) : null
}

export function ChatState({ chat, className }: { chat: Chat; className?: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const state = standing(chat)
  const { icon: Icon, text } = LOOKS[state]
  const waited = state === 'waiting' ? waitedMinutes(chat) : null
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-1 text-sm', text, className)}>
      <Icon className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">
        {state === 'active' && chat.agent
          ? t('chats.with', { name: chat.agent.full_name })
          : waited !== null && waited >= 1
            ? t('chats.waitingFor', { time: format.minutes(Math.floor(waited)) })
            : t(`chats.state.${state}`)}
      </span>
    </span>
  )
}

/** What a customer's words are about. The server may know more intents than this app has words for. */
export function useIntentName(): (intent: string) => string {
  const { t } = useTranslation()
  return (intent) =>
    (INTENTS as readonly string[]).includes(intent)
      ? t(`chats.intent.${intent}`)
      : intent.replaceAll('_', ' ')
}

/** "German" in the reader's language; nothing for what isn't known. */
export function useLanguageName(): (code: string | null) => string | null {
  const { i18n } = useTranslation()
  return (code) => {
    if (!code || code === 'und') return null
    try {
      return new Intl.DisplayNames(i18n.language, { type: 'language' }).of(code) ?? code
    } catch {
      return code
    }
  }
}

const KNOWN_EVENTS = [
  'session_requested',
  'session_joined',
  'session_ended',
  'ticket_opened',
  'agent_left',
  'rated',
]

/** One line of what happened; for the customer in the customer's words. */
export function useChatEventText(): (event: ChatEvent, name: string) => string {
  const { t } = useTranslation()
  return (event, name) => {
    if (!KNOWN_EVENTS.includes(event.what)) return t('chats.event.other', { name })
    const type = event.type && ['chat', 'voice', 'video'].includes(event.type) ? event.type : 'chat'
    return t(`chats.event.${event.what}`, {
      name: event.by ?? name,
      type: t(`chats.type.${type}`),
      time: clock(event.seconds ?? 0),
      id: event.ticketId ?? '',
      score: event.score ?? '',
    })
  }
}
