import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Challenge, METRICS } from '@/features/games/queries'
import { useFormat } from '@/hooks/useFormat'
import { challengesQuery } from './queries'
import { ThingDialog } from './ThingDialog'
import { Things } from './Things'

export function Challenges() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(challengesQuery)
  return (
    <Things
      thing="challenges"
      query={query}
      line={(one) =>
        [
          t('gameSettings.atLeast', {
            metric: t(`games.metric.${one.metric}`),
            count: format.number(one.target_score),
          }),
          t(`gameSettings.audience.${one.audience}`),
          `${format.date(`${one.start_date}T12:00`)} – ${format.date(`${one.end_date}T12:00`)}`,
          t('gameSettings.completions', { count: one.completions }),
          one.enabled ? null : t('gameSettings.off'),
        ]
          .filter(Boolean)
          .join(' · ')
      }
      dialog={(one, close) => <ChallengeDialog challenge={one} onClose={close} />}
    />
  )
}

function ChallengeDialog({ challenge, onClose }: { challenge: Challenge | null; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ThingDialog
      thing="challenges"
      id={challenge?.id ?? null}
      title={challenge ? t('gameSettings.edit', { name: challenge.name }) : t('gameSettings.add.challenges')}
      initial={{
        name: challenge?.name ?? '',
        description: challenge?.description ?? '',
        audience: challenge?.audience ?? 'individual',
        metric: challenge?.metric ?? 'points',
        target_score: challenge ? String(challenge.target_score) : '',
        reward_points: String(challenge?.reward_points ?? 0),
        start_date: challenge?.start_date ?? '',
        end_date: challenge?.end_date ?? '',
      }}
      asked={[
        { name: 'name', label: t('gameSettings.name'), kind: 'text', required: true, most: 100 },
        { name: 'description', label: t('gameSettings.description'), kind: 'long', most: 1000 },
        {
          name: 'audience',
          label: t('gameSettings.forWhom'),
          kind: 'choice',
          options: (['individual', 'team'] as const).map((each) => ({
            value: each,
            label: t(`gameSettings.audience.${each}`),
          })),
        },
        {
          name: 'metric',
          label: t('games.counted'),
          kind: 'choice',
          options: METRICS.map((each) => ({ value: each, label: t(`games.metric.${each}`) })),
        },
        { name: 'target_score', label: t('gameSettings.howMany'), kind: 'number', required: true },
        { name: 'reward_points', label: t('gameSettings.rewardPoints'), kind: 'number' },
        { name: 'start_date', label: t('gameSettings.from'), hint: t('gameSettings.fromHint'), kind: 'date' },
        { name: 'end_date', label: t('gameSettings.to'), kind: 'date' },
      ]}
      bodyOf={({ start_date, end_date, ...rest }) => ({
        ...rest,
        target_score: Number(rest.target_score),
        reward_points: Number(rest.reward_points || 0),
        ...(start_date ? { start_date } : {}),
        ...(end_date ? { end_date } : {}),
      })}
      onClose={onClose}
    />
  )
}
