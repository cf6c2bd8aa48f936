import { lazy, Suspense } from 'react'
import { useSession } from '@/features/session/context'
import { useLive } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import { callJoined, currentCall, ringing } from './current'

const CallWindow = lazy(() => import('./CallWindow'))
const IncomingCall = lazy(() => import('./IncomingCall'))
const Ringing = lazy(() => import('@/features/telephone/Ringing'))

/** In the shell, so that a call goes on whatever page one reads. Nothing of it is loaded before there is one. */
export function CallSlot() {
  const { user, scopes } = useSession()
  const current = useStore(currentCall)
  const incoming = useStore(ringing)
  // Whoever asked for a call is in it as soon as somebody takes it, wherever in the app they are.
  useLive('session.joined', (session) => {
    if (user.user_type !== 'customer' || session.type === 'chat') return
    callJoined({
      sessionId: session.id,
      conversationId: session.conversation_id,
      type: session.type,
      side: 'customer',
      name: session.agent?.full_name ?? '',
    })
  })
  useLive('session.ended', ({ id }) => {
    if (ringing.get()?.sessionId === id) ringing.set(null)
  })
  return (
    <Suspense>
      {current ? <CallWindow key={current.sessionId} current={current} /> : null}
      {incoming ? <IncomingCall call={incoming} /> : null}
      {scopes.includes('calls:write') ? <Ringing /> : null}
    </Suspense>
  )
}
