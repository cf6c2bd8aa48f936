import { lazy, Suspense } from 'react'
import { useStore } from '@/hooks/useStore'
import { currentCall } from './current'

const CallWindow = lazy(() => import('./CallWindow'))

/** In the shell, so that a call goes on whatever page one reads. Nothing of it is loaded before there is one. */
export function CallSlot() {
  const current = useStore(currentCall)
  return current ? (
    <Suspense>
      <CallWindow key={current.sessionId} current={current} />
    </Suspense>
  ) : null
}
