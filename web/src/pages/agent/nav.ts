import { BookOpen, BotMessageSquare, Inbox, MessagesSquare } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  {
    to: '/tickets',
    labelKey: 'nav.tickets',
    icon: Inbox,
    scope: 'tickets:read',
    key: 't',
    landing: ['support_agent'],
  },
  { to: '/chats', labelKey: 'nav.chats', icon: MessagesSquare, scope: 'chats:read', key: 'c' },
  { to: '/knowledge', labelKey: 'nav.knowledge', icon: BookOpen, scope: 'faqs:read', key: 'k' },
  { to: '/chatbot', labelKey: 'nav.chatbot', icon: BotMessageSquare, scope: 'chats:read', key: 'a' },
]
