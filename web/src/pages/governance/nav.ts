import { Fingerprint, ShieldAlert, ShieldCheck } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  { to: '/audit', labelKey: 'nav.compliance', icon: ShieldCheck, scope: 'audit:read', key: 'z' },
  {
    to: '/security',
    labelKey: 'nav.security',
    icon: ShieldAlert,
    scope: 'audit:read',
    key: '9',
    under: '/audit',
  },
  {
    to: '/privacy',
    labelKey: 'nav.privacy',
    icon: Fingerprint,
    scope: 'audit:read',
    key: 'g',
    under: '/audit',
  },
]
