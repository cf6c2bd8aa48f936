import { useInfiniteQuery } from '@tanstack/react-query'
import { ChevronRight, ScrollText } from 'lucide-react'
import { createContext, useContext, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFactWords } from '@/hooks/useFactWords'
import { useFormat } from '@/hooks/useFormat'
import { useRowKeys } from '@/hooks/useRowKeys'
import { Avatar, Button, cn, EmptyState, Failure, SkeletonRows, StatusPill, Table, Td, Th, Tr } from '@/ui'
import { type AuditFilters, type Entry, entriesQuery } from './queries'
import { useDeeds } from './words'

/** Whom the list names already: the details of its entries have numbers only. */
const Names = createContext<ReadonlyMap<number, string>>(new Map())

function useWords() {
  const names = useContext(Names)
  return useFactWords((id) => names.get(id))
}

function Changes({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const words = useWords()
  return (
    <Table label={t('audit.changes')} className="max-w-3xl">
      <thead>
        <tr>
          <Th className="w-1/4">{t('audit.field')}</Th>
          <Th>{t('audit.before')}</Th>
          <Th>{t('audit.after')}</Th>
        </tr>
      </thead>
      <tbody>
        {entry.changes.map((change) => (
          <Tr key={change.field}>
            <Td className="first-letter:uppercase">{words.field(change.field)}</Td>
            <Td className="break-words text-muted line-through" dir="auto">
              {words.shown(change.field, change.before)}
            </Td>
            <Td className="break-words" dir="auto">
              {words.shown(change.field, change.after)}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** A term and what is said of it. */
function Fact({ name, children }: { name: string; children: string }) {
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-muted first-letter:uppercase">{name}</dt>
      <dd className="min-w-0 break-all" dir="auto">
        {children}
      </dd>
    </div>
  )
}

function Detail({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useWords()
  return (
    <div className="flex flex-col gap-3 px-2 pb-4 md:ps-9">
      {entry.changes.length > 0 ? <Changes entry={entry} /> : null}
      <dl className="flex flex-col gap-1 text-sm">
        <Fact name={t('audit.when')}>{format.dateTime(entry.timestamp)}</Fact>
        {entry.address ? <Fact name={t('audit.address')}>{entry.address}</Fact> : null}
        {entry.request_id ? <Fact name={t('audit.request')}>{entry.request_id}</Fact> : null}
        {Object.entries(entry.details)
          .filter(([, value]) => value !== null && value !== '')
          .map(([name, value]) => (
            <Fact key={name} name={words.field(name)}>
              {words.shown(name, value)}
            </Fact>
          ))}
        <Fact name={t('audit.entry')}>{`${entry.id} · ${entry.kind}`}</Fact>
      </dl>
    </div>
  )
}

function Line({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const deeds = useDeeds()
  const words = useWords()
  const [open, setOpen] = useState(false)
  const name = entry.user_id === 0 ? t('audit.house') : entry.user_name || `#${entry.user_id}`
  return (
    <li className="border-b border-line [contain-intrinsic-size:auto_2.75rem] [content-visibility:auto]">
      <button
        type="button"
        data-row
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="grid w-full grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-1 px-2 py-2 text-start -outline-offset-2 hover:bg-hover md:grid-cols-[auto_minmax(8rem,13rem)_1fr_7rem_auto]"
      >
        <ChevronRight
          className={cn('size-4 text-muted transition-transform rtl:-scale-x-100', open && 'rotate-90')}
          aria-hidden
        />
        <span className="flex min-w-0 items-center gap-2">
          <Avatar name={name} size="sm" />
          <bdi className="truncate">{name}</bdi>
        </span>
        <span className="col-span-3 min-w-0 ps-7 md:order-none md:col-span-1 md:ps-0">
          {deeds.what(entry)}
          {entry.resource_id ? <bdi className="text-muted"> {entry.resource_id}</bdi> : null}
          {typeof entry.details.door === 'string' ? (
            <bdi className="break-all text-muted" dir="ltr">
              {' '}
              {entry.details.door}
            </bdi>
          ) : null}
          {/* Of what is new everything is, which says nothing. */}
          {entry.changes.some((one) => one.before !== null) ? (
            <span className="text-muted">
              {' '}
              · {entry.changes.map((one) => words.field(one.field)).join(', ')}
            </span>
          ) : null}
        </span>
        <span className="max-md:col-start-2 max-md:row-start-3">
          {entry.status === 'failure' ? (
            <StatusPill tone="urgent">{t('audit.outcomes.failure')}</StatusPill>
          ) : null}
        </span>
        <time
          dateTime={entry.timestamp}
          title={format.dateTime(entry.timestamp)}
          className="text-sm whitespace-nowrap text-muted max-md:col-start-3 max-md:row-start-1"
        >
          {format.day(entry.timestamp)}, {format.timeOfLog(entry.timestamp)}
        </time>
      </button>
      {open ? <Detail entry={entry} /> : null}
    </li>
  )
}

export function Entries({ filters }: { filters: AuditFilters }) {
  const { t } = useTranslation()
  const format = useFormat()
  const list = useRef<HTMLOListElement>(null)
  useRowKeys(list)
  const query = useInfiniteQuery(entriesQuery(filters))
  const entries = useMemo(() => query.data?.pages.flatMap((page) => page.entries) ?? [], [query.data])
  const names = useMemo(() => new Map(entries.map((one) => [one.user_id, one.user_name])), [entries])
  if (query.isPending) return <SkeletonRows rows={10} />
  if (query.isError && !query.data) {
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  }
  const total = query.data?.pages.at(-1)?.total ?? 0
  if (entries.length === 0) {
    return (
      <EmptyState icon={ScrollText} title={t('audit.none')}>
        {t('audit.noneText')}
      </EmptyState>
    )
  }
  return (
    <div className={cn('flex flex-col gap-2', query.isPlaceholderData && 'opacity-60')}>
      <p className="text-sm text-muted" aria-live="polite">
        {t('audit.total', { count: total, total: format.number(total) })}
      </p>
      <ol ref={list} aria-label={t('nav.audit')} className="border-t border-line">
        <Names value={names}>
          {entries.map((entry) => (
            <Line key={entry.id} entry={entry} />
          ))}
        </Names>
      </ol>
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
