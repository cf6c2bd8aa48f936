import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Trophy, VenetianMask } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
  Avatar,
  Button,
  cn,
  EmptyState,
  Failure,
  Section,
  Select,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { aroundQuery, boardQuery, METRICS, type Metric, PERIODS, type Period, type Place } from './queries'

/** Who is where, in any period; below the first page, where one stands oneself. */
export function Boards({
  period,
  metric,
  onChange,
}: {
  period: Period
  metric: Metric
  onChange: (to: { period?: Period; metric?: Metric }) => void
}) {
  const { t } = useTranslation()
  const query = useInfiniteQuery(boardQuery(period, metric))
  const { data: around } = useQuery(aroundQuery(period, metric))
  const places = query.data?.pages.flatMap((page) => page.places) ?? []
  const mine = around?.places ?? []
  const below = mine.length > 0 && !places.some((one) => one.is_me)
  return (
    <div className="flex flex-col gap-6">
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-[12rem_16rem]">
        <Select
          aria-label={t('games.period')}
          value={period}
          onChange={(to) => onChange({ period: to })}
          options={PERIODS.map((each) => ({ value: each, label: t(`games.periods.${each}`) }))}
        />
        <Select
          aria-label={t('games.counted')}
          value={metric}
          onChange={(to) => onChange({ metric: to })}
          options={METRICS.map((each) => ({ value: each, label: t(`games.metric.${each}`) }))}
        />
      </div>
      {query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={8} />
      ) : places.length === 0 ? (
        <EmptyState icon={Trophy} title={t('games.emptyBoard')}>
          {t('games.emptyBoardText')}
        </EmptyState>
      ) : (
        <>
          <Lines label={t('games.board')} places={places} metric={metric} />
          {query.hasNextPage ? (
            <Button
              className="self-start"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('games.more')}
            </Button>
          ) : null}
          {below ? (
            <Section title={t('games.aroundMe')}>
              <Lines label={t('games.aroundMe')} places={mine} metric={metric} />
            </Section>
          ) : null}
        </>
      )}
    </div>
  )
}

function Lines({ label, places, metric }: { label: string; places: Place[]; metric: Metric }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th numeric className="w-14">
            {t('games.rank')}
          </Th>
          <Th>{t('games.name')}</Th>
          <Th numeric className="max-sm:hidden">
            {t('games.levelShort')}
          </Th>
          <Th numeric>{t(`games.metric.${metric}`)}</Th>
        </tr>
      </thead>
      <tbody>
        {places.map((one, nth) => (
          // Several may be anonymous: the place in the list is what tells them apart.
          <Tr key={one.user_id || `nobody-${nth}`} className={one.is_me ? 'bg-selected' : undefined}>
            <Td numeric className={cn('tabular-nums', one.rank <= 3 && 'font-semibold')}>
              {format.number(one.rank)}
            </Td>
            <Td className="max-w-0 min-w-32">
              <Who place={one} />
            </Td>
            <Td numeric className="text-muted max-sm:hidden">
              {format.number(one.level)}
            </Td>
            <Td numeric className="tabular-nums">
              {format.number(one.points)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Who({ place }: { place: Place }) {
  const { t } = useTranslation()
  return (
    <span className="flex min-w-0 items-center gap-2">
      {place.user_id === 0 ? (
        <>
          <VenetianMask className="size-6 shrink-0 p-0.5 text-muted" aria-hidden />
          <span className="truncate text-muted">{t('games.somebody')}</span>
        </>
      ) : (
        <>
          <Avatar name={place.name} size="sm" />
          <span className="truncate">
            <bdi>{place.name}</bdi>
            {place.is_me ? <span className="text-muted"> ({t('games.you')})</span> : null}
            {place.is_me && place.anonymous ? (
              <span className="text-muted"> · {t('games.hidden')}</span>
            ) : null}
          </span>
        </>
      )}
    </span>
  )
}
