import { Send } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  { to: '/messages', labelKey: 'nav.messages', icon: Send, scope: 'messages:read', key: 'x' },
]
