import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { sessionKeys } from '@/features/session/queries'
import { useTicketsLive } from '@/features/tickets/live'
import { useLive } from '@/hooks/useLive'
import { startLive, stopLive } from '@/services/live'
import { outbox } from '@/services/outbox'
import { toast } from '@/ui/toast'

const ChatsLive = lazy(() => import('@/features/chats/ChatsLive'))
const Celebrations = lazy(() => import('@/features/games/Celebrations'))

/** What runs for as long as somebody is signed in: the live connection and the outbox. */
export function SessionEffects() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user, scopes } = useSession()
  const sayFlushed = useEffectEvent((count: number) => toast.success(t('live.sent', { count })))

  useEffect(() => {
    startLive()
    void outbox.setUser(user.id).then(() => outbox.flush())
    const flush = () => void outbox.flush()
    window.addEventListener('online', flush)
    const stop = outbox.onFlushed((count) => sayFlushed(count))
    return () => {
      stop()
      window.removeEventListener('online', flush)
      void outbox.setUser(null)
      stopLive()
    }
  }, [user.id])

  useLive('live.connected', ({ first }) => {
    void outbox.flush()
    // What was fetched before the first welcome may have missed an event in between.
    if (first) void client.invalidateQueries({ predicate: (query) => query.meta?.live === true })
  })
  useLive('live.reset', () => void client.invalidateQueries())
  useLive('person.updated', (person) => {
    // Another role or name: what one may see changes with it.
    if (person.id === user.id) void client.invalidateQueries({ queryKey: sessionKeys.session })
  })
  useTicketsLive()
  const isCustomer = user.role === 'customer'
  return (
    <Suspense>
      {isCustomer || scopes.includes('chats:read') ? <ChatsLive /> : null}
      {isCustomer ? null : <Celebrations />}
    </Suspense>
  )
}
