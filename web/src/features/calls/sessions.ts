import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { LiveSession } from '@/services/live'
import type { PersonRef } from '@/services/types'

/** A session as its people see it. */
export interface CallSession extends LiveSession {
  reason: string
  customer: PersonRef
  agent: PersonRef | null
  /** From 1, while it waits. */
  queue_position: number | null
  expected_wait_s: number | null
  duration_seconds: number | null
}

export const callKeys = { own: ['calls', 'own'] as const }

const RECENT = 20
const ASK_AGAIN_MS = 5_000

export const isCall = (session: Pick<LiveSession, 'type'>): session is { type: 'voice' | 'video' } =>
  session.type !== 'chat'

/** The call one waits for or is in. */
export const openOf = (sessions: CallSession[]): CallSession | undefined =>
  sessions.find((session) => isCall(session) && session.status !== 'ended')

/** One's own sessions, newest first. While one waits, it is asked again: events may be lost. */
export const ownSessionsQuery = queryOptions({
  queryKey: callKeys.own,
  queryFn: ({ signal }) => http.get<CallSession[]>('/api/chat/sessions', { limit: RECENT }, signal),
  meta: { live: true },
  refetchInterval: ({ state }) => (openOf(state.data ?? [])?.status === 'waiting' ? ASK_AGAIN_MS : false),
})

export const requestCall = (type: 'voice' | 'video', reason: string): Promise<CallSession> =>
  http.post<CallSession>('/api/chat/session', { type, reason })

export const endSession = (id: number): Promise<unknown> => http.post(`/api/chat/session/${id}/end`)

/** What is known anew of a session, put into the list of one's own. */
export function patched(sessions: CallSession[] | undefined, change: Partial<CallSession> & { id: number }) {
  return sessions?.map((each) => (each.id === change.id ? { ...each, ...change } : each))
}
