import { useEffect, useEffectEvent } from 'react'
import { type LiveEvents, type LiveState, type LiveType, liveState, onLive } from '@/services/live'
import { useStore } from './useStore'

/** Hear live events while a component is shown; the handler may close over anything. */
export function useLive<T extends LiveType>(
  type: T,
  handler: (data: LiveEvents[T], at: string | null) => void,
): void {
  const heard = useEffectEvent(handler)
  useEffect(() => onLive(type, (data, at) => heard(data, at)), [type])
}

export function useLiveState(): LiveState {
  return useStore(liveState)
}
