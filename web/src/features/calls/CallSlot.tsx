import { lazy, Suspense } from 'react'
import { useSession } from '@/features/session/context'
import { useLive } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import { currentCall, openCall } from './current'

const CallWindow = lazy(() => import('./CallWindow'))

/** In the shell, so that a call goes on whatever page one reads. Nothing of it is loaded before there is one. */
export function CallSlot() {
  const { user } = useSession()
  const current = useStore(currentCall)
  // Whoever waited for a call is in it as soon as somebody takes it, wherever in the app they are.
  useLive('session.joined', (session) => {
    if (user.user_type !== 'customer' || session.type === 'chat') return
    openCall({
      sessionId: session.id,
      conversationId: session.conversation_id,
      type: session.type,
      side: 'customer',
      name: session.agent?.full_name ?? '',
    })
  })
  return current ? (
    <Suspense>
      <CallWindow key={current.sessionId} current={current} />
    </Suspense>
  ) : null
}
