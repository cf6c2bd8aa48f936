import type { LucideIcon } from 'lucide-react'
import { nav as account } from '@/pages/account/nav'
import { nav as admin } from '@/pages/admin/nav'
import { nav as agent } from '@/pages/agent/nav'
import { nav as customer } from '@/pages/customer/nav'
import type { Role } from '@/services/types'

export interface NavEntry {
  to: string
  /** A short word: it stands under the icon in 56 px. */
  labelKey: string
  icon: LucideIcon
  roles: readonly Role[]
  /** The letter after `g`. */
  key: string
  /** Roles that land here after signing in. */
  landing?: readonly Role[]
  /** At the rail's end, apart from the work. */
  last?: boolean
}

const all: readonly NavEntry[] = [...customer, ...agent, ...admin, ...account]

export function navFor(role: Role): NavEntry[] {
  return all.filter((entry) => entry.roles.includes(role))
}

/** Where a role works: its landing page, else the first page it has. */
export function landingFor(role: Role): string {
  const entries = navFor(role)
  return (entries.find((entry) => entry.landing?.includes(role)) ?? entries[0])?.to ?? '/profile'
}
