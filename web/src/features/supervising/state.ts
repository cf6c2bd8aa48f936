import type { Supervising } from '@call/softphone-state'
import { createStore } from '@/services/storage'

/** Three ways to be in a call of somebody else's, by whom one is heard: nobody, the agent, everybody. */
export const WAYS = ['listen', 'whisper', 'barge'] as const satisfies readonly Supervising[]

export interface Supervised {
  callId: number
  agent: string
  party: string
  since: string
}

/** The call one is in as a supervisor, on whatever page. */
export const supervised = createStore<Supervised | null>(null)
