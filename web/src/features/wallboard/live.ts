import { useLive } from '@/hooks/useLive'
import { useLookAgain } from '@/hooks/useLookAgain'
import { wallboardKey } from './queries'

/** The board is sums over everything, so it is looked at again. */
export function useWallboardLive(): void {
  const again = useLookAgain(wallboardKey)
  const look = () => again(wallboardKey)
  useLive('call.status', look)
  useLive('queue.changed', look)
  useLive('pacing.trace', look)
  useLive('availability.changed', look)
  useLive('leads.changed', look)
}
