import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Reward, rewardsQuery } from '@/features/games/queries'
import { useFormat } from '@/hooks/useFormat'
import { ThingDialog } from './ThingDialog'
import { Things } from './Things'

export function Rewards() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(rewardsQuery(false))
  return (
    <Things
      thing="rewards"
      query={query}
      line={(one) =>
        [
          t('games.costs', { count: one.points_cost, points: format.number(one.points_cost) }),
          one.stock === null ? t('gameSettings.unlimited') : t('games.left', { count: one.stock }),
          one.needs_approval ? t('games.needsApproval') : null,
          one.enabled ? null : t('gameSettings.off'),
        ]
          .filter(Boolean)
          .join(' · ')
      }
      dialog={(one, close) => <RewardDialog reward={one} onClose={close} />}
    />
  )
}

function RewardDialog({ reward, onClose }: { reward: Reward | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ThingDialog
      thing="rewards"
      id={reward?.id ?? null}
      title={reward ? t('gameSettings.edit', { name: reward.name }) : t('gameSettings.add.rewards')}
      initial={{
        name: reward?.name ?? '',
        description: reward?.description ?? '',
        points_cost: reward ? String(reward.points_cost) : '',
        stock: reward && reward.stock !== null ? String(reward.stock) : '',
        needs_approval: reward?.needs_approval ?? true,
        enabled: reward?.enabled ?? true,
      }}
      asked={[
        { name: 'name', label: t('gameSettings.name'), kind: 'text', required: true, most: 100 },
        { name: 'description', label: t('gameSettings.description'), kind: 'long', most: 1000 },
        { name: 'points_cost', label: t('gameSettings.cost'), kind: 'number', required: true },
        { name: 'stock', label: t('gameSettings.stock'), hint: t('gameSettings.stockHint'), kind: 'number' },
        { name: 'needs_approval', label: t('gameSettings.needsApproval'), kind: 'switch' },
        ...(reward ? [{ name: 'enabled', label: t('gameSettings.inShop'), kind: 'switch' as const }] : []),
      ]}
      bodyOf={({ enabled, ...values }) => ({
        ...values,
        points_cost: Number(values.points_cost),
        stock: values.stock === '' ? null : Number(values.stock),
        ...(reward ? { enabled } : {}),
      })}
      onClose={onClose}
    />
  )
}
