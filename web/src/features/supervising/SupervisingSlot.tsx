import { lazy, Suspense } from 'react'
import { useStore } from '@/hooks/useStore'
import { supervised } from './state'

const SupervisingBar = lazy(() => import('./SupervisingBar'))

/** In the shell: who speaks in a call must see it on whatever page, and be able to stop. */
export function SupervisingSlot() {
  const now = useStore(supervised)
  return <Suspense>{now ? <SupervisingBar now={now} /> : null}</Suspense>
}
