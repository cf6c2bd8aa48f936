import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Target } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import {
  EmptyState,
  Failure,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusPill,
  Switch,
  Table,
  Td,
  Th,
  Tile,
  Tiles,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { BadgeIcon } from './BadgeIcon'
import { LevelRing } from './LevelRing'
import { Progress } from './Progress'
import { type Challenge, choose, type EarnedBadge, meQuery, type Profile, pointsQuery } from './queries'

/** One's own points, level, badges and challenges. */
export function Me() {
  const { data: me, error, isError, refetch } = useQuery(meQuery)
  if (isError) return <Failure error={error} onRetry={() => void refetch()} />
  if (!me) return <SkeletonRows rows={6} />
  return (
    <div className="flex flex-col gap-8">
      <Numbers me={me} />
      <Challenges challenges={me.challenges} />
      <Badges badges={me.badges} />
      <Points />
      <Choices me={me} />
    </div>
  )
}

function Numbers({ me }: { me: Profile }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div className="flex flex-wrap items-center gap-x-10 gap-y-4">
      <LevelRing total={me.total_points} />
      <Tiles label={t('games.mine')} className="min-w-0 flex-1 basis-72">
        <Tile label={t('games.points')} value={format.number(me.total_points)} aside={t('games.allTime')} />
        <Tile label={t('games.toSpend')} value={format.number(me.balance)} aside={t('games.toSpendHint')} />
        <Tile
          label={t('games.rank')}
          value={me.rank > 0 ? format.number(me.rank) : '–'}
          aside={me.participates ? t('games.allTime') : t('games.notPlaying')}
        />
      </Tiles>
    </div>
  )
}

function Challenges({ challenges }: { challenges: Challenge[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Section title={t('games.challenges')}>
      {challenges.length === 0 ? (
        <EmptyState icon={Target} title={t('games.noChallenges')} className="py-6" />
      ) : (
        <ul className="flex flex-col border-t border-line">
          {challenges.map((one) => (
            <li key={one.id} className="flex flex-col gap-1.5 border-b border-line py-3">
              <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                <h3 className="min-w-0 font-medium break-words" dir="auto">
                  {one.name}
                </h3>
                {one.completed ? (
                  <StatusPill tone="good">{t('games.completed')}</StatusPill>
                ) : (
                  <span className="text-sm text-muted">
                    {t('games.until', { date: format.date(`${one.end_date}T12:00`) })}
                  </span>
                )}
              </div>
              <p className="text-sm text-muted">
                {[
                  t(`games.metric.${one.metric}`),
                  one.audience === 'team' ? t('games.asTeam') : null,
                  one.reward_points > 0
                    ? t('games.bringsPoints', { points: format.number(one.reward_points) })
                    : null,
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
              {one.description ? (
                <p className="text-sm break-words" dir="auto">
                  {one.description}
                </p>
              ) : null}
              <Progress label={one.name} value={one.progress} target={one.target_score} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Badges({ badges }: { badges: EarnedBadge[] }) {
  const { t } = useTranslation()
  return (
    <Section title={t('games.badges')}>
      {badges.length === 0 ? (
        <p className="text-muted">{t('games.noBadges')}</p>
      ) : (
        <ul className="grid grid-cols-1 gap-3 sm:grid-cols-2">
          {badges.map((one) => (
            <li key={one.id} className="flex min-w-0 items-center gap-3">
              <BadgeIcon icon={one.icon} />
              <div className="min-w-0">
                <p className="font-medium break-words" dir="auto">
                  {one.name}
                </p>
                <p className="text-sm break-words text-muted">
                  <bdi>{one.description}</bdi> {one.description ? '· ' : ''}
                  <RelativeTime value={one.earned_at} plain />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Points() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(pointsQuery)
  if (!data || data.length === 0) return null
  return (
    <Section title={t('games.whatFor')}>
      <Table label={t('games.whatFor')}>
        <thead>
          <tr>
            <Th>{t('games.reason')}</Th>
            <Th>{t('games.when')}</Th>
            <Th numeric>{t('games.points')}</Th>
          </tr>
        </thead>
        <tbody>
          {data.map((one) => (
            <Tr key={one.id}>
              <Td className="max-w-72">
                <span className="block truncate" dir="auto">
                  {one.reason || t(`games.source.${one.source}`)}
                </span>
                {one.reason && one.source !== 'rule' ? (
                  <span className="text-sm text-muted">{t(`games.source.${one.source}`)}</span>
                ) : null}
              </Td>
              <Td className="whitespace-nowrap">
                <RelativeTime value={one.at} plain />
              </Td>
              <Td numeric className={one.points < 0 ? 'text-muted' : undefined}>
                {one.points > 0 ? '+' : ''}
                {format.number(one.points)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

function Choices({ me }: { me: Profile }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const keep = useMutation({
    mutationFn: (choice: Parameters<typeof choose>[1]) => choose(client, choice),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <Section title={t('games.choices')}>
      <div className="flex flex-col gap-4">
        <Switch
          checked={me.participates}
          disabled={keep.isPending}
          onChange={(participates) => keep.mutate({ participates })}
          label={t('games.takePart')}
          hint={t('games.takePartHint')}
        />
        <Switch
          checked={me.anonymous}
          disabled={keep.isPending || !me.participates}
          onChange={(anonymous) => keep.mutate({ anonymous })}
          label={t('games.anonymous')}
          hint={t('games.anonymousHint')}
        />
      </div>
    </Section>
  )
}
