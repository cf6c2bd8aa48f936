import { createContext, use } from 'react'
import type { Session } from '@/services/types'

/** Given by the shell. A context, so that at sign-out no part of the old page renders without a person. */
export const SessionContext = createContext<Session | null>(null)

/** The signed-in person, for everything inside the app, where there always is one. */
export function useSession(): Session {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession works only inside the shell')
  return session
}
