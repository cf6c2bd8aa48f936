import type { Call, CallState } from '@call'
import { useSyncExternalStore } from 'react'
import type { CurrentCall } from './current'
import { engineOf } from './engine'

export function useCall(current: CurrentCall): { call: Call; state: CallState } {
  const call = engineOf(current)
  const state = useSyncExternalStore(call.subscribe, () => call.state)
  return { call, state }
}
