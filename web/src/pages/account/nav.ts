import { UserRound } from 'lucide-react'
import type { NavEntry } from '@/app/nav'
import { ROLES } from '@/services/types'

export const nav: NavEntry[] = [
  { to: '/profile', labelKey: 'nav.profile', icon: UserRound, roles: ROLES, key: 'p', last: true },
]
