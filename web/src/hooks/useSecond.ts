import { useSyncExternalStore } from 'react'
import { serverNow } from '@/services/clock'

/** One timer for every clock that runs on the page. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let now = 0

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  now = Math.floor(serverNow() / 1000)
  timer ??= setInterval(() => {
    now = Math.floor(serverNow() / 1000)
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** The server's time in whole seconds, anew every second. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, () => now || Math.floor(serverNow() / 1000))
}
