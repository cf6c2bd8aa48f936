import { createStore, storage } from '@/services/storage'

/** The call that this window is in. The rest of the app needs no more of calls than this. */
export interface CurrentCall {
  sessionId: number
  conversationId: number
  type: 'voice' | 'video'
  side: 'customer' | 'agent'
  /** Whom one talks to. */
  name: string
}

const KEPT = 'ringdesk.call'

/** A page that is loaded anew comes back into its call; another tab does not. */
function kept(): CurrentCall | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as CurrentCall | null
  } catch {
    return null
  }
}

function keep(call: CurrentCall | null): void {
  try {
    if (call) sessionStorage.setItem(KEPT, JSON.stringify(call))
    else sessionStorage.removeItem(KEPT)
  } catch {
    // Then a reload leaves the call; the page it was begun on offers the way back.
  }
}

export const currentCall = createStore<CurrentCall | null>(kept())

/** Opens the call window: after joining a session as its agent, or once an agent joined one's own. */
export function openCall(call: CurrentCall): void {
  if (currentCall.get()?.sessionId === call.sessionId) return
  ringing.set(null)
  keep(call)
  currentCall.set(call)
}

export function closeCall(): void {
  keep(null)
  currentCall.set(null)
}

/** The call is over: a reload does not come back to it. The window stays until it is closed. */
export function forgetCall(): void {
  keep(null)
}

/** Somebody calls who was not asked to. Nothing of one's own is opened before one answers. */
export const ringing = createStore<CurrentCall | null>(null)

const AWAITED = 'ringdesk.call-awaited'
const AWAITED_SOMEWHERE = 'call-awaited'

/** This tab asked for the call: it opens here by itself as soon as somebody joins. */
export function awaitCall(sessionId: number): void {
  storage.set(AWAITED_SOMEWHERE, String(sessionId))
  try {
    sessionStorage.setItem(AWAITED, String(sessionId))
  } catch {
    // Then it rings.
  }
}

/** Somebody joined a session of this customer. */
export function callJoined(call: CurrentCall): void {
  const id = String(call.sessionId)
  let here = false
  try {
    here = sessionStorage.getItem(AWAITED) === id
  } catch {
    // As in `awaitCall`.
  }
  if (here) openCall(call)
  // Another tab of theirs has it, or this one already.
  else if (storage.get(AWAITED_SOMEWHERE) !== id && currentCall.get()?.sessionId !== call.sessionId)
    ringing.set(call)
}
