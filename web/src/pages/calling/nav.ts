import { ContactRound, Megaphone, MonitorUp, Phone } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  {
    to: '/call',
    labelKey: 'nav.call',
    icon: Phone,
    scope: 'calls:write',
    key: 'd',
    landing: ['operator'],
  },
  {
    to: '/leads',
    labelKey: 'nav.leads',
    icon: ContactRound,
    scope: 'leads:read',
    key: 'e',
    also: ['/duplicates', '/imports'],
  },
  {
    to: '/wallboard',
    labelKey: 'nav.wallboard',
    icon: MonitorUp,
    scope: 'calls:supervise',
    key: 'l',
    landing: ['own'],
  },
  { to: '/campaigns', labelKey: 'nav.campaigns', icon: Megaphone, scope: 'campaigns:write', key: 'i' },
]
