import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { closeCall } from '@/features/calls/current'
import { clearDrafts } from '@/hooks/useDraft'
import { setServerTime } from '@/services/clock'
import { ApiError } from '@/services/errors'
import { API_IS_ELSEWHERE, http } from '@/services/http'
import { stopLive } from '@/services/live'
import { outbox } from '@/services/outbox'
import type { Person, Session, Setup, SignIn } from '@/services/types'

export const sessionKeys = {
  session: ['session'] as const,
  setup: ['setup'] as const,
  signIns: ['sign-ins'] as const,
}

const HERE = 'ringdesk_here'

/** Whether asking makes sense: the server leaves this mark beside the cookies that no script can read. */
const mayBeSignedIn = () => API_IS_ELSEWHERE || document.cookie.includes(`${HERE}=`)

/** The signed-in person, or null. Fetched once; sign-in and sign-out set it. */
export const sessionQuery = queryOptions({
  queryKey: sessionKeys.session,
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<Session | null> => {
    if (!mayBeSignedIn()) return null
    try {
      const session = await http.get<Session>('/api/app/session', undefined, signal)
      setServerTime(session.server.now)
      return session
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in all browsers yet, and nothing is escaped
        document.cookie = `${HERE}=; path=/; max-age=0; samesite=strict`
        return null
      }
      throw error
    }
  },
})

export const setupQuery = queryOptions({
  queryKey: sessionKeys.setup,
  staleTime: 60_000,
  queryFn: ({ signal }) => http.get<Setup>('/api/app/setup', undefined, signal),
})

export const signInsQuery = queryOptions({
  queryKey: sessionKeys.signIns,
  queryFn: ({ signal }) => http.get<SignIn[]>('/api/app/sessions', undefined, signal),
})

export async function signIn(client: QueryClient, name: string, password: string): Promise<Session> {
  const who = name.includes('@') ? { email: name } : { username: name }
  const session = await http.post<Session>('/api/app/session', { ...who, password })
  setServerTime(session.server.now)
  forgetData(client)
  client.setQueryData(sessionKeys.session, session)
  return session
}

export interface NewAccount {
  full_name: string
  username: string
  email: string
  password: string
}

export async function register(client: QueryClient, account: NewAccount): Promise<Session> {
  await http.post('/api/auth/register', account)
  return signIn(client, account.username, account.password)
}

/** The first administrator of an empty installation. */
export async function setUp(client: QueryClient, account: NewAccount, token?: string): Promise<Session> {
  const headers = token ? { 'X-Setup-Token': token } : undefined
  await http.post('/api/auth/register', { ...account, role: 'admin' }, { headers })
  return signIn(client, account.username, account.password)
}

/** Nothing of one person may be shown to the next. The session's own entry stays, with its observers. */
function forgetData(client: QueryClient): void {
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== sessionKeys.session[0] })
  client.getMutationCache().clear()
}

/** Forgets everything of the person who leaves. */
export function forgetSession(client: QueryClient): void {
  closeCall()
  stopLive()
  client.setQueryData(sessionKeys.session, null)
  forgetData(client)
}

export async function signOut(client: QueryClient): Promise<void> {
  await http.delete('/api/app/session')
  await outbox.clear()
  clearDrafts()
  forgetSession(client)
}

export const requestReset = (email: string) => http.post('/api/v1/password-reset/request', { email })

export const resetPassword = (token: string, password: string) =>
  http.post('/api/v1/password-reset/reset', { token, new_password: password })

export const changePassword = (current: string, next: string) =>
  http.post('/api/v1/auth/change-password', { current_password: current, new_password: next })

export const endSignIn = (id: string) => http.delete(`/api/app/sessions/${encodeURIComponent(id)}`)

export async function updateOwnName(client: QueryClient, id: number, fullName: string): Promise<void> {
  const person = await http.put<Person>(`/api/users/${id}`, { full_name: fullName })
  client.setQueryData<Session | null>(sessionKeys.session, (session) =>
    session ? { ...session, user: { ...session.user, full_name: person.full_name } } : session,
  )
}
