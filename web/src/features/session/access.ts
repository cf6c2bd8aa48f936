import type { Role, Session } from '@/services/types'

/** Who may open a page: one of these roles, and whoever holds the scope that its data asks for. */
export interface Access {
  roles?: readonly Role[]
  scope?: string
}

/** The server decides all the same; this only keeps away what would be refused. */
export function mayOpen(access: Access, session: Pick<Session, 'user' | 'scopes'>): boolean {
  if (access.roles && !access.roles.includes(session.user.role)) return false
  return access.scope === undefined || session.scopes.includes(access.scope)
}
