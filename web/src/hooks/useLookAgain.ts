import { hashKey, type QueryKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLive } from './useLive'

/** What moves often is looked at again at once, and then at most once a second. */
const REST_MS = 1000

/**
 * For letters that only say that something moved: `again(key, …)` fetches what is shown of these
 * keys. `untold` are keys with letters that aren't told again after a lost connection.
 */
export function useLookAgain(...untold: QueryKey[]): (...keys: QueryKey[]) => void {
  const client = useQueryClient()
  const moved = useRef(new Map<string, QueryKey>())
  const resting = useRef<ReturnType<typeof setTimeout> | 'looking'>(undefined)
  useEffect(
    () => () => {
      if (resting.current !== 'looking') clearTimeout(resting.current)
      moved.current.clear()
    },
    [],
  )

  const look = async () => {
    const keys = [...moved.current.values()]
    moved.current.clear()
    resting.current = 'looking'
    // A slow answer is waited for: who begins anew each second never has one.
    await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
    resting.current = setTimeout(() => {
      resting.current = undefined
      if (moved.current.size) void look()
    }, REST_MS)
  }
  const again = (...keys: QueryKey[]) => {
    for (const key of keys) moved.current.set(hashKey(key), key)
    if (resting.current === undefined) void look()
  }
  useLive('live.connected', ({ first }) => {
    if (!first && untold.length) again(...untold)
  })
  return again
}
