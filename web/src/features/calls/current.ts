import { createStore } from '@/services/storage'

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
