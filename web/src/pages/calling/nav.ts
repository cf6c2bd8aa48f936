import { MonitorUp } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  {
    to: '/wallboard',
    labelKey: 'nav.wallboard',
    icon: MonitorUp,
    scope: 'calls:read',
    roles: ['admin'],
    key: 'l',
  },
]
