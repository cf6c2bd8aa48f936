import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useLive } from '@/hooks/useLive'
import { wallboardKey } from './queries'

/** The board is sums over everything, so it is looked at again: at once, then at most once a second. */
export function useWallboardLive(): void {
  const client = useQueryClient()
  const resting = useRef<ReturnType<typeof setTimeout>>(undefined)
  const again = useRef(false)
  useEffect(() => () => clearTimeout(resting.current), [])

  const look = () => {
    if (resting.current !== undefined) {
      again.current = true
      return
    }
    void client.invalidateQueries({ queryKey: wallboardKey })
    resting.current = setTimeout(() => {
      resting.current = undefined
      if (again.current) {
        again.current = false
        look()
      }
    }, 1000)
  }
  useLive('call.status', look)
  useLive('queue.changed', look)
  useLive('pacing.trace', look)
  useLive('availability.changed', look)
  useLive('leads.changed', look)
}
