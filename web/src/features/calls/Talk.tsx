import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Phone, Video } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import { Button, Failure, Field, InlineFailure, Input, SkeletonRows } from '@/ui'
import { awaitCall, currentCall, openCall } from './current'
import {
  type CallSession,
  callKeys,
  endSession,
  isCall,
  openOf,
  ownSessionsQuery,
  patched,
  requestCall,
} from './sessions'

const LONGEST_REASON = 1000

function enter(session: CallSession): void {
  if (!isCall(session)) return
  openCall({
    sessionId: session.id,
    conversationId: session.conversation_id,
    type: session.type,
    side: 'customer',
    name: session.agent?.full_name ?? '',
  })
}

function Ask({ onAsked }: { onAsked: (session: CallSession) => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const ask = useMutation({
    mutationFn: (type: 'voice' | 'video') => requestCall(type, reason.trim()),
    onSuccess: (session) => {
      awaitCall(session.id)
      onAsked(session)
    },
  })
  return (
    <form onSubmit={(event) => event.preventDefault()} className="flex flex-col gap-4">
      <h2 className="text-xl font-semibold">{t('talk.title')}</h2>
      <Field label={t('talk.reason')} hint={t('talk.reasonHint')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            value={reason}
            maxLength={LONGEST_REASON}
            autoComplete="off"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <InlineFailure error={ask.error} />
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" size="lg" busy={ask.isPending} onClick={() => ask.mutate('voice')}>
          <Phone aria-hidden /> {t('talk.voice')}
        </Button>
        <Button size="lg" busy={ask.isPending} onClick={() => ask.mutate('video')}>
          <Video aria-hidden /> {t('talk.video')}
        </Button>
      </div>
      <p className="text-sm text-muted">{t('talk.devicesNote')}</p>
    </form>
  )
}

/** Where one stands, and how long it is likely to take; the rest of the app may be used meanwhile. */
function Waiting({ session, onLeft }: { session: CallSession; onLeft: () => void }) {
  const { t } = useTranslation()
  const { minutes } = useFormat()
  const leave = useMutation({ mutationFn: () => endSession(session.id), onSuccess: onLeft })
  const { queue_position: place, expected_wait_s: wait } = session
  return (
    <section aria-label={t('talk.waiting')} className="flex flex-col items-start gap-3">
      <h2 className="text-xl font-semibold">{t('talk.waiting')}</h2>
      <div aria-live="polite">
        {place === null ? null : (
          <p className="text-2xl">{place === 1 ? t('talk.next') : t('talk.place', { place })}</p>
        )}
        <p className="text-muted">
          {wait === null
            ? t('talk.waitUnknown')
            : t('talk.wait', { time: minutes(Math.max(1, Math.ceil(wait / 60))) })}
        </p>
      </div>
      <p className="text-sm text-muted">{t('talk.waitingNote')}</p>
      <InlineFailure error={leave.error} />
      <Button onClick={() => leave.mutate()} busy={leave.isPending}>
        {t('talk.leave')}
      </Button>
    </section>
  )
}

function Standing({ session }: { session: CallSession }) {
  const { t } = useTranslation()
  const current = useStore(currentCall)
  return (
    <section aria-label={t('talk.standing')} className="flex flex-col items-start gap-3">
      <h2 className="text-xl font-semibold">{t('talk.standing')}</h2>
      {current?.sessionId === session.id ? (
        <p className="text-muted">{t('talk.inCall')}</p>
      ) : (
        <Button kind="primary" size="lg" onClick={() => enter(session)}>
          <Phone aria-hidden /> {t('talk.return')}
        </Button>
      )}
    </section>
  )
}

/** A customer asks for a voice or video call, waits in the queue, and is connected. */
export function Talk() {
  const client = useQueryClient()
  const query = useQuery(ownSessionsQuery)
  const patch = (change: Partial<CallSession> & { id: number }) =>
    client.setQueryData<CallSession[]>(callKeys.own, (sessions) => patched(sessions, change))
  useLive('session.joined', ({ id, status, agent }) => patch({ id, status, agent: agent ?? null }))
  useLive('session.ended', ({ id }) => patch({ id, status: 'ended' }))
  useLive('queue.position', ({ session_id, position, expected_wait_s }) =>
    patch({ id: session_id, queue_position: position, expected_wait_s }),
  )
  if (query.isPending) return <SkeletonRows rows={3} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const open = openOf(query.data)
  if (!open)
    return (
      <Ask
        onAsked={(session) =>
          client.setQueryData<CallSession[]>(callKeys.own, (sessions) => [session, ...(sessions ?? [])])
        }
      />
    )
  if (open.status === 'waiting')
    return <Waiting session={open} onLeft={() => patch({ id: open.id, status: 'ended' })} />
  return <Standing session={open} />
}
