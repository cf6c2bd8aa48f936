import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Gift } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Redemption } from '@/features/games/queries'
import { REDEMPTION_TONES } from '@/features/games/Shop'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  Dialog,
  EmptyState,
  Failure,
  Field,
  Input,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusPill,
} from '@/ui'
import { toast } from '@/ui/toast'
import { allRedemptionsQuery, decide } from './queries'

/** What people have redeemed: approve it, hand it over, or refuse it. */
export function Approvals() {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(allRedemptionsQuery)
  const [refusing, setRefusing] = useState<Redemption | null>(null)
  const move = useMutation({
    mutationFn: ({ one, status, note }: { one: Redemption; status: Redemption['status']; note?: string }) =>
      decide(client, one.id, status, note),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRefusing(null),
  })
  return (
    <Section title={t('gameSettings.tabs.approvals')} hint={t('gameSettings.hint.approvals')}>
      {query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={4} />
      ) : query.data.length === 0 ? (
        <EmptyState icon={Gift} title={t('gameSettings.none.approvals')} />
      ) : (
        <ul className="flex flex-col border-t border-line">
          {query.data.map((one) => (
            <li
              key={one.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2"
            >
              <div className="min-w-0 flex-1 basis-48">
                <p className="break-words">
                  <bdi className="font-medium">{one.user_name}</bdi> · <bdi>{one.reward_name}</bdi>
                </p>
                <p className="text-sm text-muted">
                  {t('games.costs', { count: one.points_cost, points: format.number(one.points_cost) })} ·{' '}
                  <RelativeTime value={one.created_at} plain />
                  {one.note ? <bdi> · {one.note}</bdi> : null}
                </p>
              </div>
              <StatusPill tone={REDEMPTION_TONES[one.status]}>
                {t(`games.redemption.${one.status}`)}
              </StatusPill>
              <span className="flex gap-2">
                {one.status === 'requested' ? (
                  <Button size="sm" onClick={() => move.mutate({ one, status: 'approved' })}>
                    {t('gameSettings.approve')}
                  </Button>
                ) : null}
                {one.status === 'approved' ? (
                  <Button size="sm" onClick={() => move.mutate({ one, status: 'fulfilled' })}>
                    {t('gameSettings.handOver')}
                  </Button>
                ) : null}
                {one.status === 'requested' || one.status === 'approved' ? (
                  <Button size="sm" kind="danger" onClick={() => setRefusing(one)}>
                    {t('gameSettings.refuse')}
                  </Button>
                ) : null}
              </span>
            </li>
          ))}
        </ul>
      )}
      {refusing ? (
        <RefuseDialog
          one={refusing}
          busy={move.isPending}
          onRefuse={(note) => move.mutate({ one: refusing, status: 'refused', note })}
          onClose={() => setRefusing(null)}
        />
      ) : null}
    </Section>
  )
}

function RefuseDialog({
  one,
  busy,
  onRefuse,
  onClose,
}: {
  one: Redemption
  busy: boolean
  onRefuse: (note: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [note, setNote] = useState('')
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('gameSettings.refuseTitle', { name: one.reward_name })}
      description={t('gameSettings.refuseText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="danger" busy={busy} onClick={() => onRefuse(note)}>
            {t('gameSettings.refuse')}
          </Button>
        </>
      }
    >
      <Field label={t('gameSettings.why')} hint={t('gameSettings.whyHint')}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  )
}
