import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PhoneIncoming } from 'lucide-react'
import { useEffect, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { useLive } from '@/hooks/useLive'
import { useSecond } from '@/hooks/useSecond'
import { http } from '@/services/http'
import type { CallingDesk } from '@/services/types'
import { Button, InlineFailure, Kbd } from '@/ui'
import { Clock } from './Clock'
import { deskQuery, phoneKeys } from './queries'
import { ring } from './ring'

type Incoming = NonNullable<CallingDesk['incoming']>

/** In the shell of everybody who takes calls: it rings whatever page they read. */
export default function Ringing() {
  const client = useQueryClient()
  const { data } = useQuery(deskQuery)
  useLive('call.status', (call) => {
    if (call.direction === 'in') void client.invalidateQueries({ queryKey: phoneKeys.desk })
  })
  const incoming = data?.incoming
  return incoming ? <Rings key={incoming.call_id} call={incoming} /> : null
}

function Rings({ call }: { call: Incoming }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const title = useId()
  useEffect(ring, [])
  const left = Math.max(0, Math.floor(Date.parse(call.until) / 1000) - useSecond())
  const act = useMutation({
    mutationFn: (what: 'accept' | 'decline') => http.post(`/api/app/inbound/calls/${call.call_id}/${what}`),
    onSettled: () => client.invalidateQueries({ queryKey: ['telephone'] }),
  })
  const over = left === 0
  useEffect(() => {
    if (over) void client.invalidateQueries({ queryKey: phoneKeys.desk })
  }, [over, client])
  const group = t('nav.call')
  useCommand({
    id: 'ringing.accept',
    group,
    label: t('ringing.accept'),
    key: 'y',
    run: () => act.mutate('accept'),
  })
  useCommand({
    id: 'ringing.decline',
    group,
    label: t('ringing.decline'),
    key: 'x',
    run: () => act.mutate('decline'),
  })
  const known = call.number.startsWith('+')
  const who = call.name || (known ? call.number : t('ringing.hidden'))
  return (
    <section
      aria-labelledby={title}
      data-testid="ringing"
      className="fixed end-2 bottom-20 z-30 flex w-88 max-w-[calc(100vw-1rem)] flex-col gap-3 rounded-md border border-line bg-raised p-4 shadow-float md:end-4 md:bottom-4"
    >
      {/* Said once: what changes with each second stands outside of it. */}
      <div role="alert" className="flex items-start gap-3">
        <PhoneIncoming className="mt-0.5 size-5 shrink-0 text-accent" aria-hidden />
        <p id={title} className="min-w-0">
          <span className="block text-sm text-muted">{t('ringing.in', { queue: call.queue_name })}</span>
          <bdi className="block text-lg font-semibold break-words">{who}</bdi>
          {call.name && known ? (
            <bdi dir="ltr" className="block text-sm text-muted">
              {call.number}
            </bdi>
          ) : null}
        </p>
      </div>
      <p className="flex justify-between gap-2 text-sm text-muted">
        <span>
          {t('ringing.waits')} <Clock since={call.since} longS={120} />
        </span>
        <span aria-hidden>{t('ringing.left', { count: left })}</span>
      </p>
      <InlineFailure error={act.error} />
      <div className="flex gap-2">
        <Button className="flex-1" disabled={act.isPending} onClick={() => act.mutate('decline')}>
          {t('ringing.decline')}
          <Kbd keys="x" />
        </Button>
        <Button
          kind="primary"
          className="flex-1"
          busy={act.isPending && act.variables === 'accept'}
          onClick={() => act.mutate('accept')}
        >
          {t('ringing.accept')}
          <Kbd keys="y" />
        </Button>
      </div>
    </section>
  )
}
