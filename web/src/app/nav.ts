import type { LucideIcon } from 'lucide-react'
import { type Access, mayOpen } from '@/features/session/access'
import { nav as account } from '@/pages/account/nav'
import { nav as admin } from '@/pages/admin/nav'
import { nav as agent } from '@/pages/agent/nav'
import { nav as calling } from '@/pages/calling/nav'
import { nav as customer } from '@/pages/customer/nav'
import { nav as governance } from '@/pages/governance/nav'
import { nav as messaging } from '@/pages/messaging/nav'
import { nav as reports } from '@/pages/reports/nav'
import { nav as team } from '@/pages/team/nav'
import { isBuiltIn, type Role, type Session } from '@/services/types'

export interface NavEntry extends Access {
  to: string
  /** A short word: it stands under the icon in 72 px. */
  labelKey: string
  icon: LucideIcon
  /** The letter after `g`. */
  key: string
  /** Who lands here after signing in, and has it on top: these roles, or those that a workspace made itself. */
  landing?: readonly (Role | 'own')[]
  /** Not in the rail itself but among the pages of this entry of it; its key and command are its own. */
  under?: string
  /** Pages without an entry of their own that belong to it. */
  also?: readonly string[]
  /** At the rail's end, apart from the work. */
  last?: boolean
}

const all: readonly NavEntry[] = [
  ...customer,
  ...agent,
  ...calling,
  ...messaging,
  ...team,
  ...reports,
  ...governance,
  ...admin,
  ...account,
]

/** The entries of the rail and those under them: where a person works stands first. */
export function navFor(session: Session): NavEntry[] {
  const role = isBuiltIn(session.user.role) ? session.user.role : 'own'
  const entries = all.filter((entry) => mayOpen(entry, session))
  const home = entries.find((entry) => entry.landing?.includes(role))
  return home ? [home, ...entries.filter((entry) => entry !== home)] : entries
}

/** Whether one is on a page of this entry: its own, or one that stands under it. */
export function isIn(entry: NavEntry, pathname: string, entries: readonly NavEntry[]): boolean {
  const holds = (to: string) => pathname === to || pathname.startsWith(`${to}/`)
  return (
    [entry.to, ...(entry.also ?? [])].some(holds) ||
    entries.some((one) => one.under === entry.to && holds(one.to))
  )
}

/** Where a person works: the landing page of their role, else the first page they have. */
export function landingFor(session: Session): string {
  return navFor(session)[0]?.to ?? '/profile'
}
