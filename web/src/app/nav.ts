import type { LucideIcon } from 'lucide-react'
import { type Access, mayOpen } from '@/features/session/access'
import { nav as account } from '@/pages/account/nav'
import { nav as admin } from '@/pages/admin/nav'
import { nav as agent } from '@/pages/agent/nav'
import { nav as customer } from '@/pages/customer/nav'
import type { Role, Session } from '@/services/types'

export interface NavEntry extends Access {
  to: string
  /** A short word: it stands under the icon in 56 px. */
  labelKey: string
  icon: LucideIcon
  /** The letter after `g`. */
  key: string
  /** Roles that land here after signing in. */
  landing?: readonly Role[]
  /** At the rail's end, apart from the work. */
  last?: boolean
}

const all: readonly NavEntry[] = [...customer, ...agent, ...admin, ...account]

export function navFor(session: Session): NavEntry[] {
  return all.filter((entry) => mayOpen(entry, session))
}

/** Where a person works: the landing page of their role, else the first page they have. */
export function landingFor(session: Session): string {
  const entries = navFor(session)
  const landing = entries.find((entry) => entry.landing?.includes(session.user.role))
  return (landing ?? entries[0])?.to ?? '/profile'
}
