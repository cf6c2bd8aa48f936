import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BookOpen, Plus, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { useRowKeys } from '@/hooks/useRowKeys'
import { Button, EmptyState, Failure, Input, SkeletonRows, StatusPill, TabPanel, Tabs, type Tone } from '@/ui'
import { type Entry, KINDS, type Kind, standing } from './entries'
import { FaqSheet } from './FaqSheet'
import { entriesQuery } from './queries'

export interface KnowledgeSearch {
  /** Questions, if nothing is said. */
  kind?: Exclude<Kind, 'faq'>
  q?: string
}

const TONES: Record<ReturnType<typeof standing>, Tone> = {
  live: 'good',
  staff: 'info',
  draft: 'waiting',
  off: 'neutral',
}

export function EntryStanding({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const found = standing(entry)
  return <StatusPill tone={TONES[found]}>{t(`knowledge.standing.${found}`)}</StatusPill>
}

function Row({ entry, search }: { entry: Entry; search: KnowledgeSearch }) {
  return (
    <Link
      to="/knowledge/{-$entry}"
      params={{ entry: String(entry.id) }}
      search={search}
      data-row
      className="flex flex-col gap-1 border-b border-line px-4 py-2.5 -outline-offset-2 hover:bg-hover aria-[current=page]:bg-selected"
    >
      <span className="flex min-w-0 items-baseline gap-2">
        {entry.kind === 'canned' ? (
          <span className="shrink-0 font-mono text-sm text-muted">/{entry.shortcut}</span>
        ) : null}
        <span className="min-w-0 flex-1 truncate" dir="auto">
          {entry.title}
        </span>
      </span>
      <span className="flex min-w-0 items-center gap-2 text-sm text-muted">
        {entry.kind === 'canned' && entry.is_active ? null : <EntryStanding entry={entry} />}
        <span className="min-w-0 truncate" dir="auto">
          {entry.category || entry.body.slice(0, 120)}
        </span>
      </span>
    </Link>
  )
}

function SearchField({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  const field = useRef<HTMLInputElement>(null)
  const latest = useRef({ value, onChange })
  latest.current = { value, onChange }
  useCommand({
    id: 'knowledge.search',
    group: t('nav.knowledge'),
    label: t('knowledge.search'),
    key: '/',
    run: () => field.current?.focus(),
  })
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text.trim() !== latest.current.value) latest.current.onChange(text.trim())
    }, 250)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <div className="relative min-w-0 flex-1">
      <Search
        className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-muted"
        aria-hidden
      />
      <Input
        ref={field}
        type="search"
        dir="auto"
        value={text}
        aria-label={t('knowledge.search')}
        placeholder={t('knowledge.search')}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        className="ps-8"
      />
    </div>
  )
}

function Rows({ kind, search, mayWrite }: { kind: Kind; search: KnowledgeSearch; mayWrite: boolean }) {
  const { t } = useTranslation()
  const pane = useRef<HTMLDivElement>(null)
  const query = useInfiniteQuery(entriesQuery(kind, { q: search.q }))
  const entries = query.data?.pages.flat() ?? []
  useRowKeys(pane)
  return (
    <div ref={pane} className="min-h-0 flex-1 overflow-y-auto">
      {query.isPending ? (
        <SkeletonRows rows={8} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : entries.length === 0 && search.q ? (
        <EmptyState icon={Search} title={t('ui.nothingFound')}>
          {t('knowledge.noneFound')}
        </EmptyState>
      ) : entries.length === 0 ? (
        <EmptyState
          icon={BookOpen}
          title={t(`knowledge.none.${kind}`)}
          action={
            mayWrite ? (
              <Button asChild kind="primary">
                <Link to="/knowledge/{-$entry}" params={{ entry: 'new' }} search={search}>
                  {t(`knowledge.add.${kind}`)}
                </Link>
              </Button>
            ) : null
          }
        >
          {t(`knowledge.noneText.${kind}`)}
        </EmptyState>
      ) : (
        <ul aria-label={t(`knowledge.kinds.${kind}`)}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Row entry={entry} search={search} />
            </li>
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <div className="p-3 text-center">
          <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t('knowledge.more')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}

export function EntryList({
  search,
  mayWrite,
  onSearch,
}: {
  search: KnowledgeSearch
  mayWrite: boolean
  onSearch: (search: KnowledgeSearch) => void
}) {
  const { t } = useTranslation()
  const kind = search.kind ?? 'faq'
  return (
    <section aria-label={t('nav.knowledge')} className="flex h-full min-w-0 flex-col">
      <Tabs
        label={t('nav.knowledge')}
        value={kind}
        onChange={(next) => onSearch({ ...search, kind: next === 'faq' ? undefined : next })}
        tabs={KINDS.map((each) => ({ value: each, label: t(`knowledge.kinds.${each}`) }))}
        className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:px-2"
      >
        <TabPanel value={kind} className="flex min-h-0 flex-1 flex-col">
          <div className="flex items-center gap-2 border-b border-line p-3">
            <SearchField
              key={kind}
              value={search.q ?? ''}
              onChange={(q) => onSearch({ ...search, q: q || undefined })}
            />
            {mayWrite ? (
              <Button asChild kind="primary">
                <Link to="/knowledge/{-$entry}" params={{ entry: 'new' }} search={search}>
                  <Plus aria-hidden />
                  {t('knowledge.new')}
                </Link>
              </Button>
            ) : null}
            {mayWrite && kind === 'faq' ? <FaqSheet /> : null}
          </div>
          <Rows kind={kind} search={search} mayWrite={mayWrite} />
        </TabPanel>
      </Tabs>
    </section>
  )
}
