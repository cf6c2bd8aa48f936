import { useQuery } from '@tanstack/react-query'
import { Swords } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { EmptyState, Failure, SkeletonRows, StatusPill, type Tone } from '@/ui'
import { type Competition, competitionsQuery, standingQuery } from './queries'

export const STATES: Record<Competition['state'], Tone> = {
  planned: 'neutral',
  running: 'info',
  over: 'good',
}

/** Teams against each other; the boards move by themselves. */
export function Competitions() {
  const { t } = useTranslation()
  const query = useQuery(competitionsQuery)
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <SkeletonRows rows={6} />
  if (query.data.length === 0) {
    return (
      <EmptyState icon={Swords} title={t('games.noCompetitions')}>
        {t('games.noCompetitionsText')}
      </EmptyState>
    )
  }
  return (
    <ul className="flex flex-col gap-8">
      {query.data.map((one) => (
        <li key={one.id}>
          <Standings competition={one} />
        </li>
      ))}
    </ul>
  )
}

function Standings({ competition }: { competition: Competition }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(standingQuery(competition.id))
  const teams = data?.teams ?? []
  const most = Math.max(1, ...teams.map((one) => one.score))
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h2 className="min-w-0 text-lg font-semibold break-words" dir="auto">
          {competition.name}
        </h2>
        <StatusPill tone={STATES[competition.state]}>{t(`games.state.${competition.state}`)}</StatusPill>
        <span className="text-sm text-muted">
          {format.date(`${competition.start_date}T12:00`)} – {format.date(`${competition.end_date}T12:00`)}
        </span>
      </div>
      <p className="text-sm text-muted">
        {[
          t(`games.metric.${competition.metric}`),
          t(`games.scoring.${competition.scoring}`),
          competition.reward_points > 0
            ? t('games.bringsPoints', { points: format.number(competition.reward_points) })
            : null,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {competition.description ? (
        <p className="break-words" dir="auto">
          {competition.description}
        </p>
      ) : null}
      {teams.length === 0 ? (
        <p className="text-muted">{t('games.noTeams')}</p>
      ) : (
        <table className="w-full">
          <caption className="sr-only">{competition.name}</caption>
          <thead className="sr-only">
            <tr>
              <th scope="col">{t('games.rank')}</th>
              <th scope="col">{t('games.team')}</th>
              <th scope="col">{t(`games.scoring.${competition.scoring}`)}</th>
            </tr>
          </thead>
          <tbody>
            {teams.map((one) => (
              <tr key={one.team_id}>
                <td className="w-8 py-1 text-end font-semibold tabular-nums">{format.number(one.rank)}</td>
                <td className="w-32 max-w-32 truncate px-3 py-1 sm:w-48 sm:max-w-48">
                  <bdi>{one.name}</bdi>
                </td>
                <td className="py-1">
                  <div className="flex items-center gap-3">
                    <div className="h-4 min-w-0 flex-1">
                      <div
                        className="h-full rounded-sm bg-accent motion-safe:transition-[width]"
                        style={{ width: `${(100 * one.score) / most}%` }}
                      />
                    </div>
                    <span className="w-16 text-end tabular-nums">{format.number(one.score)}</span>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
