import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Competition, competitionsQuery, METRICS } from '@/features/games/queries'
import { useFormat } from '@/hooks/useFormat'
import { ThingDialog } from './ThingDialog'
import { Things } from './Things'

export function Competitions() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(competitionsQuery)
  return (
    <Things
      thing="competitions"
      query={query}
      line={(one) =>
        [
          t(`games.state.${one.state}`),
          t(`games.metric.${one.metric}`),
          t(`games.scoring.${one.scoring}`),
          `${format.date(`${one.start_date}T12:00`)} – ${format.date(`${one.end_date}T12:00`)}`,
        ].join(' · ')
      }
      dialog={(one, close) => <CompetitionDialog competition={one} onClose={close} />}
    />
  )
}

function CompetitionDialog({
  competition,
  onClose,
}: {
  competition: Competition | null
  onClose: () => void
}) {
  const { t } = useTranslation()
  return (
    <ThingDialog
      thing="competitions"
      id={competition?.id ?? null}
      title={
        competition ? t('gameSettings.edit', { name: competition.name }) : t('gameSettings.add.competitions')
      }
      initial={{
        name: competition?.name ?? '',
        description: competition?.description ?? '',
        metric: competition?.metric ?? 'points',
        scoring: competition?.scoring ?? 'per_member',
        start_date: competition?.start_date ?? '',
        end_date: competition?.end_date ?? '',
        reward_points: String(competition?.reward_points ?? 0),
      }}
      asked={[
        { name: 'name', label: t('gameSettings.name'), kind: 'text', required: true, most: 100 },
        { name: 'description', label: t('gameSettings.description'), kind: 'long', most: 1000 },
        {
          name: 'metric',
          label: t('games.counted'),
          kind: 'choice',
          options: METRICS.map((each) => ({ value: each, label: t(`games.metric.${each}`) })),
        },
        {
          name: 'scoring',
          label: t('gameSettings.scoring'),
          hint: t('gameSettings.scoringHint'),
          kind: 'choice',
          options: (['per_member', 'total'] as const).map((each) => ({
            value: each,
            label: t(`games.scoring.${each}`),
          })),
        },
        { name: 'start_date', label: t('gameSettings.from'), kind: 'date', required: true },
        { name: 'end_date', label: t('gameSettings.to'), kind: 'date', required: true },
        { name: 'reward_points', label: t('gameSettings.rewardWinners'), kind: 'number' },
      ]}
      bodyOf={(values) => ({ ...values, reward_points: Number(values.reward_points || 0) })}
      onClose={onClose}
    />
  )
}
