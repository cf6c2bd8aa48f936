import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useFormat } from '@/hooks/useFormat'
import { Failure, Loading, Page, Section, Skeleton, Tile, Tiles } from '@/ui'
import { AgentDays, type Span } from './AgentDays'
import { Minutes } from './AgentsTable'
import { share } from './findings'
import { useNumbersLive } from './Movement'
import { ownStatsQuery } from './queries'

/** An agent's own numbers: theirs alone, with nobody to compare to but themself. */
export function OwnNumbers({ days, onDays }: { days: Span; onDays: (days: Span) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { user } = useSession()
  const query = useQuery(ownStatsQuery)
  useNumbersLive()
  const part = query.data ? share(query.data.resolved, query.data.assigned) : null
  return (
    <Page>
      <Section title={t('numbers.ownTitle')}>
        {query.data ? (
          <Tiles label={t('numbers.ownTitle')}>
            <Tile label={t('numbers.ownOpen')} value={format.number(query.data.open)} />
            <Tile label={t('numbers.resolvedToday')} value={format.number(query.data.resolved_today)} />
            <Tile
              label={t('numbers.resolvedAll')}
              value={format.number(query.data.resolved)}
              aside={part === null ? null : t('numbers.ofGiven', { share: format.percent(part) })}
            />
            <Tile
              label={t('numbers.response')}
              value={<Minutes value={query.data.avg_response_time_minutes} />}
            />
            <Tile
              label={t('numbers.resolution')}
              value={<Minutes value={query.data.avg_resolution_time_minutes} />}
            />
          </Tiles>
        ) : query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Loading className="grid grid-cols-2 gap-6 md:grid-cols-5">
            {['a', 'b', 'c', 'd', 'e'].map((key) => (
              <Skeleton key={key} className="h-16" />
            ))}
          </Loading>
        )}
      </Section>
      <Section title={t('numbers.byDay')}>
        <AgentDays own id={user.id} days={days} onDays={onDays} />
      </Section>
    </Page>
  )
}
