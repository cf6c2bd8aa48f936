import { useEffect, useEffectEvent } from 'react'

/** Passing by with j and k isn't reading. */
const READ_AFTER_MS = 800

/** Tells the server that one has read, once one has had the time to. `unread` is the first unread id, or 0. */
export function useReadAfter(unread: number, tell: () => Promise<void>): void {
  const read = useEffectEvent(() => {
    // If it fails it stays unread, which is true for whoever looks next.
    tell().catch(() => undefined)
  })
  useEffect(() => {
    if (unread === 0) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const begin = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') timer = setTimeout(() => read(), READ_AFTER_MS)
    }
    begin()
    document.addEventListener('visibilitychange', begin)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', begin)
    }
  }, [unread])
}
