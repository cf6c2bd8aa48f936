import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import type { Wallboard } from '@/services/types'
import { Badge, Failure, Loading, Section, Skeleton, StatusPill, Tile, Tiles } from '@/ui'
import { Agents } from './Agents'
import { Lines } from './Lines'
import { useWallboardLive } from './live'
import { Pacing } from './Pacing'
import { wallboardQuery } from './queries'
import { Steering } from './Steering'
import { Waiting } from './Waiting'

/** What the law of the United States allows, over thirty days; the board shows today's. */
const MOST_ABANDONED = 0.03

export function Board() {
  const { data, error, refetch } = useQuery(wallboardQuery)
  useWallboardLive()
  return (
    <div id="wallboard" className="min-h-full overflow-y-auto bg-canvas">
      {data ? (
        <Shown board={data} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Waits />
      )}
    </div>
  )
}

function Waits() {
  return (
    <Loading>
      <div className="flex flex-col gap-6 p-4 md:p-6">
        <Skeleton className="h-14 w-full" />
        <Skeleton className="h-64 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    </Loading>
  )
}

function Shown({ board }: { board: Wallboard }) {
  const { t } = useTranslation()
  return (
    <div className="mx-auto flex max-w-7xl flex-col gap-8 p-4 md:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <StatusPill tone={board.queue.is_running ? 'good' : 'waiting'}>
            {board.queue.is_running ? t('wallboard.running') : t('wallboard.paused')}
          </StatusPill>
          <Carrier carrier={board.carrier} />
        </div>
        <Steering queue={board.queue} />
      </div>
      <Numbers board={board} />
      <div className="grid grid-cols-1 gap-8 xl:grid-cols-[2fr_1fr]">
        <Section title={t('wallboard.agents')}>
          <Agents agents={board.agents} lines={board.lines} />
        </Section>
        <Waiting waiting={board.queue.by_priority} />
      </div>
      <Section
        title={t('wallboard.lines')}
        actions={
          <Link to="/reports/call-log" search={{}} className="text-sm text-accent hover:underline">
            {t('nav.callLog')}
          </Link>
        }
      >
        <Lines lines={board.lines} />
      </Section>
      <Section title={t('wallboard.pacing')} hint={t('wallboard.pacingHint')}>
        <Pacing pacing={board.pacing} />
      </Section>
    </div>
  )
}

function Carrier({ carrier }: { carrier: Wallboard['carrier'] }) {
  const { t } = useTranslation()
  if (carrier.simulated) return <Badge tone="waiting">{t('wallboard.simulated')}</Badge>
  if (carrier.healthy === false) {
    return <StatusPill tone="urgent">{`${carrier.name} ${carrier.says}`.trim()}</StatusPill>
  }
  return <Badge>{carrier.name}</Badge>
}

function Numbers({ board }: { board: Wallboard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { abandonment, queue, agents } = board
  const talking = agents.filter(({ state }) => state === 'in_call').length
  const free = agents.filter(({ state }) => state === 'available').length
  const here = agents.filter(({ state }) => state !== 'offline').length
  const share = (rate: number) => `${format.number(Math.round(rate * 1000) / 10)} %`
  const over = abandonment.rate_us > MOST_ABANDONED
  return (
    <Tiles label={t('wallboard.now')}>
      <Tile
        label={t('wallboard.lines')}
        value={format.number(queue.active_calls)}
        aside={t('wallboard.ofLines', { count: queue.max_concurrent_calls })}
      />
      <Tile
        label={t('wallboard.talking')}
        value={format.number(talking)}
        aside={t('wallboard.ofAgents', { count: here })}
      />
      <Tile
        label={t('wallboard.free')}
        value={format.number(free)}
        aside={t('wallboard.ofAgents', { count: here })}
      />
      <Tile
        label={t('wallboard.answeredToday')}
        value={format.number(abandonment.answered)}
        aside={t('wallboard.ofDialled', { count: abandonment.dialled })}
      />
      <Tile
        label={t('wallboard.abandonedUs')}
        value={share(abandonment.rate_us)}
        aside={t('wallboard.atMost', { share: share(MOST_ABANDONED) })}
        tone={over ? 'urgent' : abandonment.abandoned > 0 ? 'waiting' : 'good'}
      />
      <Tile
        label={t('wallboard.abandonedUk')}
        value={share(abandonment.rate_uk)}
        aside={t('wallboard.abandonedCount', { count: abandonment.abandoned })}
      />
    </Tiles>
  )
}
