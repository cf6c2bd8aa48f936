/** What a softphone tells, apart from it: a page may know of it before there is one. */

export interface SoftphoneState {
  /** `off` before `start` and after `stop`; `lost` while a way is looked for again. */
  connection: 'off' | 'connecting' | 'connected' | 'lost'
  /** Of the call one is in. */
  callId: number | null
  /** The party waits with music. */
  held: boolean
  muted: boolean
  /** The system took the microphone away, or it was unplugged and there is no other. */
  silent: boolean
  /** There is one: whoever only listens has none. */
  microphone: boolean
  /** As what one is in a call of somebody else's; null in one's own, or in none. */
  supervising: Supervising | null
  /** It was switched off because one may not make calls, or not any more. */
  refused: boolean
}

export type Supervising = 'listen' | 'whisper' | 'barge'

/** What the state is before anything was done. */
export const OFF: SoftphoneState = {
  connection: 'off',
  callId: null,
  held: false,
  muted: false,
  silent: false,
  microphone: false,
  supervising: null,
  refused: false,
}
