import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Pause, Play, ScrollText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { useFormat } from '@/hooks/useFormat'
import type { LogEntry } from '@/services/types'
import { Button, Combobox, cn, EmptyState, Failure, Select, SkeletonRows, StatusPill, type Tone } from '@/ui'
import { LEVELS, type Level, LOG_LIMIT, type LogFilters, logsQuery } from './queries'
import { useSourceName } from './words'

const TONES: Record<string, Tone> = {
  DEBUG: 'neutral',
  INFO: 'info',
  WARNING: 'waiting',
  ERROR: 'urgent',
  CRITICAL: 'urgent',
}
const ANY = 'any'

/** The metadata, readable; as it came if it is no JSON after all. */
function pretty(metadata: string): string | null {
  try {
    const parsed: unknown = JSON.parse(metadata)
    if (parsed && typeof parsed === 'object' && Object.keys(parsed).length === 0) return null
    return JSON.stringify(parsed, null, 2)
  } catch {
    return metadata || null
  }
}

function Line({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const sourceName = useSourceName()
  const detail = pretty(entry.metadata)
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_2.5rem] [content-visibility:auto]">
      <button
        type="button"
        data-row
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid w-full grid-cols-[auto_auto_1fr] items-start gap-x-3 gap-y-0.5 px-2 py-1.5 text-start -outline-offset-2 hover:bg-hover md:grid-cols-[auto_5.5rem_6.5rem_minmax(6rem,12rem)_1fr]"
      >
        <ChevronRight
          className={cn(
            'mt-0.5 size-4 text-muted transition-transform rtl:-scale-x-100',
            open && 'rotate-90',
          )}
          aria-hidden
        />
        <time
          dateTime={entry.timestamp}
          title={format.dateTime(entry.timestamp)}
          className="text-sm text-muted"
        >
          {format.timeOfLog(entry.timestamp)}
        </time>
        <span>
          <StatusPill tone={TONES[entry.level] ?? 'neutral'}>
            {t(`system.level_of.${entry.level}`)}
          </StatusPill>
        </span>
        <span className="col-span-3 truncate text-sm text-muted md:col-span-1" title={entry.source}>
          {sourceName(entry.source)}
        </span>
        <span className={cn('col-span-3 min-w-0 break-words md:col-span-1', !open && 'line-clamp-2')}>
          {entry.message}
        </span>
      </button>
      {open ? (
        <div className="flex flex-col gap-2 px-2 pb-3 md:ps-9">
          <p className="text-sm text-muted">
            {format.dateTime(entry.timestamp)}
            {entry.hostname ? ` · ${entry.hostname}` : null} · <code>{entry.source}</code>
          </p>
          {detail ? (
            <pre
              className="max-h-72 overflow-auto rounded-md border border-line bg-bg p-2 font-mono text-sm whitespace-pre-wrap"
              dir="ltr"
            >
              {detail}
            </pre>
          ) : (
            <p className="text-sm text-muted">{t('system.noDetail')}</p>
          )}
        </div>
      ) : null}
    </li>
  )
}

export function Logs({
  filters,
  onFilters,
}: {
  filters: LogFilters
  onFilters: (filters: LogFilters) => void
}) {
  const { t } = useTranslation()
  const sourceName = useSourceName()
  const [running, setRunning] = useState(true)
  const query = useQuery(logsQuery(filters, running))
  // Every source that was seen here; the server has no list of them.
  const [seen, setSeen] = useState<string[]>([])
  const missing = (query.data ?? []).map((entry) => entry.source).filter((source) => !seen.includes(source))
  if (missing.length > 0) setSeen([...new Set([...seen, ...missing])].sort())
  const sources = filters.source && !seen.includes(filters.source) ? [filters.source, ...seen] : seen
  useCommand({
    id: 'logs.pause',
    group: t('nav.system'),
    label: running ? t('system.pause') : t('system.resume'),
    run: () => setRunning(!running),
  })

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-2">
        <Select
          aria-label={t('system.level')}
          className="w-36 max-sm:grow"
          value={filters.level ?? ANY}
          onChange={(level) => onFilters({ ...filters, level: level === ANY ? undefined : (level as Level) })}
          options={[
            { value: ANY, label: t('system.anyLevel') },
            ...LEVELS.map((level) => ({ value: level, label: t(`system.level_of.${level}`) })),
          ]}
        />
        <Combobox
          aria-label={t('system.source')}
          className="w-56 max-sm:w-36 max-sm:grow"
          value={filters.source ?? ANY}
          onChange={(source) => onFilters({ ...filters, source: source === ANY ? undefined : source })}
          options={[
            { value: ANY, label: t('system.anySource') },
            ...sources.map((source) => ({ value: source, label: sourceName(source), hint: source })),
          ]}
        />
        <Button className="ms-auto" aria-pressed={!running} onClick={() => setRunning(!running)}>
          {running ? <Pause aria-hidden /> : <Play aria-hidden />}
          {running ? t('system.pause') : t('system.resume')}
        </Button>
      </div>
      {query.data ? (
        query.data.length === 0 ? (
          <EmptyState icon={ScrollText} title={t('system.noLogs')}>
            {filters.level || filters.source ? t('system.noLogsFiltered') : t('system.noLogsText')}
          </EmptyState>
        ) : (
          <>
            <ol aria-label={t('system.logs')} className="border-t border-line">
              {query.data.map((entry) => (
                <Line key={entry.id} entry={entry} />
              ))}
            </ol>
            <p className="text-sm text-muted">
              {query.data.length === LOG_LIMIT ? t('system.lastLines', { count: LOG_LIMIT }) : null}{' '}
              {running ? t('system.refreshes') : t('system.paused')}
            </p>
          </>
        )
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={10} />
      )}
    </div>
  )
}
