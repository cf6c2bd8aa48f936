import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronRight, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFactWords } from '@/hooks/useFactWords'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import type { SecurityEvent } from '@/services/types'
import {
  Button,
  cn,
  EmptyState,
  Failure,
  RelativeTime,
  Select,
  SkeletonRows,
  StatusPill,
  Textarea,
  Tile,
  Tiles,
  type Tone,
} from '@/ui'
import { toast } from '@/ui/toast'
import {
  type Act,
  eventsQuery,
  GRADES,
  type Grade,
  handle,
  lookAgain,
  type SecurityFilters,
  STATES,
  type State,
  waitingQuery,
} from './queries'

const GRADE_TONES: Record<string, Tone> = {
  low: 'neutral',
  medium: 'info',
  high: 'waiting',
  critical: 'urgent',
}
const STATE_TONES: Record<string, Tone> = { unresolved: 'urgent', acknowledged: 'waiting', resolved: 'good' }
const ANY = 'any'

function Handling({ event }: { event: SecurityEvent }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [note, setNote] = useState('')
  const act = useMutation({
    mutationFn: (name: Act) => handle(event.id, name, note.trim()),
    onSuccess: () => {
      setNote('')
      lookAgain(client)
    },
    onError: (error) => toast.error(errorText(error)),
  })
  if (event.status === 'resolved') return null
  return (
    <div className="flex max-w-xl flex-col gap-2">
      <Textarea
        rows={2}
        dir="auto"
        maxLength={2000}
        aria-label={t('security.note')}
        placeholder={t('security.note')}
        value={note}
        onChange={(change) => setNote(change.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        {event.status === 'unresolved' ? (
          <Button busy={act.isPending} onClick={() => act.mutate('acknowledge')}>
            {t('security.acknowledge')}
          </Button>
        ) : (
          <Button busy={act.isPending} onClick={() => act.mutate('reopen')}>
            {t('security.reopen')}
          </Button>
        )}
        <Button kind="primary" busy={act.isPending} onClick={() => act.mutate('resolve')}>
          {t('security.resolve')}
        </Button>
      </div>
    </div>
  )
}

function Detail({ event }: { event: SecurityEvent }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useFactWords()
  const facts: [string, string][] = [
    [t('security.first'), format.dateTime(event.timestamp)],
    [t('security.last'), format.dateTime(event.last_at)],
    ...(event.address ? [[t('audit.address'), event.address] as [string, string]] : []),
    ...Object.entries(event.details ?? {}).map(([name, value]): [string, string] => [
      words.field(name),
      words.shown(name, value),
    ]),
  ]
  return (
    <div className="flex flex-col gap-3 px-2 pb-4 md:ps-9">
      <p className="max-w-[72ch]">{t(`security.todo.${event.event_type}`)}</p>
      <dl className="flex flex-col gap-1 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="text-muted first-letter:uppercase">{name}</dt>
            <dd className="min-w-0 break-all" dir="auto">
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {event.handled_at ? (
        <p className="text-sm text-muted">
          {t('security.handled', {
            state: t(`security.state.${event.status}`),
            name: event.handled_by_name ?? t('audit.house'),
            at: format.dateTime(event.handled_at),
          })}
          {event.note ? (
            <span className="block text-fg" dir="auto">
              {event.note}
            </span>
          ) : null}
        </p>
      ) : null}
      <Handling event={event} />
    </div>
  )
}

function Line({ event, open, onOpen }: { event: SecurityEvent; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <li className="border-b border-line">
      <button
        type="button"
        data-row
        aria-expanded={open}
        onClick={onOpen}
        className="grid w-full grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1 px-2 py-2.5 text-start -outline-offset-2 hover:bg-hover md:grid-cols-[auto_6.5rem_1fr_auto_6.5rem]"
      >
        <ChevronRight
          className={cn('size-4 text-muted transition-transform rtl:-scale-x-100', open && 'rotate-90')}
          aria-hidden
        />
        <span className="max-md:order-2 max-md:col-start-2">
          <StatusPill tone={GRADE_TONES[event.severity] ?? 'neutral'}>
            {t(`security.grade.${event.severity}`)}
          </StatusPill>
        </span>
        <span className="min-w-0 max-md:order-1">
          <span className={cn(event.status === 'unresolved' && 'font-medium')}>
            {t(`security.kind.${event.event_type}`)}
          </span>
          <span className="text-muted">
            {event.user_name ? (
              <>
                {' · '}
                <bdi>{event.user_name}</bdi>
              </>
            ) : null}
            {!event.user_name && event.address ? ` · ${event.address}` : null}
            {event.count > 1
              ? ` · ${t('security.times', { count: event.count, n: format.number(event.count) })}`
              : null}
          </span>
        </span>
        <span className="max-md:order-3">
          <StatusPill tone={STATE_TONES[event.status] ?? 'neutral'}>
            {t(`security.state.${event.status}`)}
          </StatusPill>
        </span>
        <span className="text-sm text-muted max-md:order-1">
          <RelativeTime plain value={event.last_at} />
        </span>
      </button>
      {open ? <Detail event={event} /> : null}
    </li>
  )
}

function Waiting({ onFilters }: { onFilters: (filters: SecurityFilters) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(waitingQuery)
  if (!data) return null
  return (
    <Tiles label={t('security.waiting')}>
      {[...GRADES].reverse().map((grade) => (
        <Tile
          key={grade}
          label={t(`security.grade.${grade}`)}
          tone={data[grade] > 0 && (grade === 'critical' || grade === 'high') ? 'urgent' : undefined}
          value={format.number(data[grade])}
          aside={
            data[grade] > 0 ? (
              <Button
                kind="link"
                size="sm"
                onClick={() => onFilters({ status: 'unresolved', severity: grade })}
              >
                {t('security.show')}
              </Button>
            ) : null
          }
        />
      ))}
    </Tiles>
  )
}

/** What an administrator should look at, the latest first. */
export function Events({
  filters,
  open,
  onFilters,
  onOpen,
}: {
  filters: SecurityFilters
  open?: number
  onFilters: (filters: SecurityFilters) => void
  onOpen: (id: number | undefined) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  useLive('security.event', () => lookAgain(client))
  const query = useInfiniteQuery(eventsQuery(filters))
  const events = query.data?.pages.flatMap((page) => page.events) ?? []
  return (
    <div className="flex flex-col gap-4">
      <Waiting onFilters={onFilters} />
      <div className="flex flex-wrap gap-2">
        <Select
          aria-label={t('security.status')}
          className="w-44 max-sm:grow"
          value={filters.status ?? ANY}
          onChange={(status) =>
            onFilters({ ...filters, status: status === ANY ? undefined : (status as State) })
          }
          options={[
            { value: ANY, label: t('security.anyStatus') },
            ...STATES.map((value) => ({ value, label: t(`security.state.${value}`) })),
          ]}
        />
        <Select
          aria-label={t('security.severity')}
          className="w-44 max-sm:grow"
          value={filters.severity ?? ANY}
          onChange={(severity) =>
            onFilters({ ...filters, severity: severity === ANY ? undefined : (severity as Grade) })
          }
          options={[
            { value: ANY, label: t('security.anySeverity') },
            ...GRADES.map((value) => ({ value, label: t(`security.grade.${value}`) })),
          ]}
        />
      </div>
      {query.isPending ? (
        <SkeletonRows rows={6} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : events.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('security.none')}>
          {filters.status || filters.severity ? t('security.noneFits') : t('security.noneText')}
        </EmptyState>
      ) : (
        <ol aria-label={t('nav.security')} className="border-t border-line">
          {events.map((event) => (
            <Line
              key={event.id}
              event={event}
              open={open === event.id}
              onOpen={() => onOpen(open === event.id ? undefined : event.id)}
            />
          ))}
        </ol>
      )}
      {query.hasNextPage ? (
        <Button
          className="self-center"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('audit.more')}
        </Button>
      ) : null}
    </div>
  )
}
