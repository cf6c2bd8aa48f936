import {
  Activity,
  AppWindow,
  Bot,
  ChartColumn,
  ChartNoAxesCombined,
  Settings,
  Users,
  UsersRound,
} from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  {
    to: '/overview',
    labelKey: 'nav.overview',
    icon: ChartNoAxesCombined,
    scope: 'analytics:read',
    key: 'o',
    landing: ['admin'],
  },
  { to: '/people', labelKey: 'nav.people', icon: Users, scope: 'users:read', key: 'u' },
  { to: '/settings', labelKey: 'nav.settings', icon: Settings, scope: 'settings:read', key: 's' },
  {
    to: '/team',
    labelKey: 'nav.team',
    icon: UsersRound,
    scope: 'settings:read',
    key: 'm',
    under: '/settings',
  },
  {
    to: '/settings/assistant',
    labelKey: 'nav.assistant',
    icon: Bot,
    scope: 'settings:read',
    key: 'b',
    under: '/settings',
  },
  {
    to: '/settings/widget',
    labelKey: 'nav.widget',
    icon: AppWindow,
    scope: 'settings:read',
    key: 'w',
    under: '/settings',
  },
  {
    to: '/system',
    labelKey: 'nav.system',
    icon: Activity,
    scope: 'settings:read',
    key: 'y',
    under: '/settings',
  },
  {
    to: '/me/numbers',
    labelKey: 'nav.numbers',
    icon: ChartColumn,
    roles: ['support_agent', 'operator'],
    key: 'n',
  },
]
