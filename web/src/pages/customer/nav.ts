import { BookOpen, MessageCircle, MessageCircleQuestionMark, Phone } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  {
    to: '/requests',
    labelKey: 'nav.requests',
    icon: MessageCircleQuestionMark,
    roles: ['customer'],
    key: 'r',
    landing: ['customer'],
  },
  { to: '/chat', labelKey: 'nav.chat', icon: MessageCircle, roles: ['customer'], key: 'c' },
  {
    to: '/talk',
    labelKey: 'nav.talk',
    icon: Phone,
    roles: ['customer'],
    key: 't',
  },
  { to: '/help', labelKey: 'nav.help', icon: BookOpen, roles: ['customer'], key: 'h' },
]
