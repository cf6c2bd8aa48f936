import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Gift } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusPill,
  type Tone,
} from '@/ui'
import { toast } from '@/ui/toast'
import { meQuery, type Redemption, type Reward, redeem, redemptionsQuery, rewardsQuery } from './queries'

export const REDEMPTION_TONES: Record<Redemption['status'], Tone> = {
  requested: 'waiting',
  approved: 'info',
  fulfilled: 'good',
  refused: 'neutral',
}

/** What points buy, and what one has bought. */
export function Shop() {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(rewardsQuery())
  const { data: me } = useQuery(meQuery)
  const [buying, setBuying] = useState<Reward | null>(null)
  const balance = me?.balance ?? 0
  const buy = useMutation({
    mutationFn: (reward: Reward) => redeem(client, reward.id),
    onSuccess: (done) =>
      toast.success(
        t(done.status === 'requested' ? 'games.asked' : 'games.bought', { name: done.reward_name }),
      ),
    onError: (error) => {
      toast.error(errorText(error))
      void client.invalidateQueries({ queryKey: ['games'] })
    },
    onSettled: () => setBuying(null),
  })
  return (
    <div className="flex flex-col gap-8">
      <p className="text-lg">{t('games.youHave', { count: balance, points: format.number(balance) })}</p>
      {query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={4} />
      ) : query.data.length === 0 ? (
        <EmptyState icon={Gift} title={t('games.noRewards')} />
      ) : (
        <ul className="grid grid-cols-1 gap-x-6 border-t border-line sm:grid-cols-2">
          {query.data.map((one) => (
            <li key={one.id} className="flex items-center gap-3 border-b border-line py-3">
              <div className="min-w-0 flex-1">
                <p className="font-medium break-words" dir="auto">
                  {one.name}
                </p>
                {one.description ? (
                  <p className="text-sm break-words text-muted" dir="auto">
                    {one.description}
                  </p>
                ) : null}
                <p className="text-sm text-muted">
                  {[
                    t('games.costs', { count: one.points_cost, points: format.number(one.points_cost) }),
                    one.stock === null ? null : t('games.left', { count: one.stock }),
                    one.needs_approval ? t('games.needsApproval') : null,
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </p>
              </div>
              <Button
                aria-label={t('games.redeemName', { name: one.name })}
                disabled={one.points_cost > balance}
                onClick={() => setBuying(one)}
              >
                {t('games.redeem')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Bought />
      <ConfirmDialog
        open={buying !== null}
        onOpenChange={(open) => (open ? undefined : setBuying(null))}
        title={t('games.redeemTitle', { name: buying?.name ?? '' })}
        description={t('games.redeemText', {
          points: format.number(buying?.points_cost ?? 0),
          left: format.number(balance - (buying?.points_cost ?? 0)),
        })}
        action={t('games.redeem')}
        busy={buy.isPending}
        onConfirm={() => (buying ? buy.mutate(buying) : undefined)}
      />
    </div>
  )
}

function Bought() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(redemptionsQuery)
  if (!data || data.length === 0) return null
  return (
    <Section title={t('games.redeemed')}>
      <ul className="flex flex-col border-t border-line">
        {data.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2">
            <span className="min-w-0 flex-1 basis-40 break-words" dir="auto">
              {one.reward_name}
              {one.note ? <span className="block text-sm text-muted">{one.note}</span> : null}
            </span>
            <span className="text-sm text-muted">
              {t('games.costs', { count: one.points_cost, points: format.number(one.points_cost) })}
            </span>
            <StatusPill tone={REDEMPTION_TONES[one.status]}>{t(`games.redemption.${one.status}`)}</StatusPill>
            <RelativeTime value={one.changed_at} />
          </li>
        ))}
      </ul>
    </Section>
  )
}
