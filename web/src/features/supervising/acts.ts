import type { SoftphoneState, Supervising } from '@call/softphone-state'
import { closeAfterCall, onlyHear, openForCall } from '@/features/softphone/phone'
import { phoneState } from '@/features/softphone/state'
import { callPath } from '@/features/telephone/queries'
import { http } from '@/services/http'
import { type Supervised, supervised } from './state'

const CONNECTS_MS = 15_000
const TOLD_MS = 5_000

/** Why nobody hears anything: a word that the page has a sentence for. */
export class NotHeard extends Error {
  constructor(readonly why: 'noWay' | 'over') {
    super(why)
  }
}

/** Stopping by hand is no news; what else ends it is. */
let leaving = false
export const isLeaving = (): boolean => leaving

/**
 * Into the call, or into another way of being in it. The microphone is asked for only where one is heard, and
 * before anything changes. Throws what the browser says of it, the server's refusals, and NotHeard.
 */
export async function supervise(call: Supervised, way: Supervising): Promise<void> {
  try {
    await openForCall(way !== 'listen')
    await until((state) => state.connection === 'connected', CONNECTS_MS, 'noWay')
    if (supervised.get() && supervised.get()?.callId !== call.callId) await leave()
    await http.post(callPath(call.callId, '/supervise'), { mode: way })
    await until((state) => state.supervising === way, TOLD_MS, 'over')
    supervised.set(call)
    if (way === 'listen') await onlyHear()
  } catch (error) {
    if (supervised.get() === null) closeAfterCall()
    else if (phoneState.get().supervising === 'listen') await onlyHear()
    throw error
  }
}

/** The call goes on. What was switched on for it is switched off. */
export async function stopSupervising(): Promise<void> {
  await leave()
  closeAfterCall()
}

/** It has ended by itself. False if that was known. */
export function itIsOver(): boolean {
  if (leaving || supervised.get() === null) return false
  supervised.set(null)
  closeAfterCall()
  return true
}

async function leave(): Promise<void> {
  const call = supervised.get()
  if (!call) return
  leaving = true
  try {
    await http.post(callPath(call.callId, '/supervise'), { mode: 'off' })
    supervised.set(null)
  } finally {
    leaving = false
  }
}

/** Looks at the softphone whenever it tells something. NotHeard when it is not so in time. */
function until(
  itIsSo: (state: SoftphoneState) => boolean,
  patienceMs: number,
  why: NotHeard['why'],
): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void) => {
      clearTimeout(timer)
      stop()
      end()
    }
    const timer = setTimeout(() => settle(() => reject(new NotHeard(why))), patienceMs)
    const look = () => {
      if (itIsSo(phoneState.get())) settle(resolve)
    }
    const stop = phoneState.subscribe(look)
    look()
  })
}
