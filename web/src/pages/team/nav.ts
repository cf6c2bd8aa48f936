import { Trophy } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  {
    to: '/boards',
    labelKey: 'nav.boards',
    icon: Trophy,
    roles: ['admin', 'support_agent', 'operator'],
    key: 'v',
  },
]
