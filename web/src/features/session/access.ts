import { isBuiltIn, type Role, type Session } from '@/services/types'

/** Who may open a page: one of these roles, and whoever holds the scope that its data asks for. */
export interface Access {
  roles?: readonly Role[]
  scope?: string
  /** Only for whoever looks after the installation's workspaces. */
  installation?: boolean
}

/** The server decides all the same; this only keeps away what would be refused. */
export function mayOpen(access: Access, session: Pick<Session, 'user' | 'scopes' | 'watches_all'>): boolean {
  if (access.installation && !session.watches_all) return false
  const { role } = session.user
  // A role of the workspace's own is a colleague's: what it opens its scopes say.
  const fits = isBuiltIn(role)
    ? access.roles?.includes(role)
    : access.roles?.some((one) => one !== 'customer')
  if (access.roles && !fits) return false
  return access.scope === undefined || session.scopes.includes(access.scope)
}
