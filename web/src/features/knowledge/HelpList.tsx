import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BookOpen, Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { Button, EmptyState, Failure, Field, Input, Section, SkeletonRows } from '@/ui'
import type { Entry, Kind } from './entries'
import { Markdown } from './Markdown'
import { entriesQuery } from './queries'

function Article({ entry }: { entry: Entry }) {
  return (
    <Link
      to="/help/articles/$entryId"
      params={{ entryId: entry.id }}
      className="block py-2.5 -outline-offset-2 hover:underline"
    >
      <span dir="auto">{entry.title}</span>
      {entry.category ? <span className="block text-sm text-muted">{entry.category}</span> : null}
    </Link>
  )
}

function Question({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary className="cursor-pointer py-2.5" dir="auto">
        {entry.title}
      </summary>
      <div className="flex flex-col gap-2 ps-4 pb-3">
        <Markdown text={entry.body} />
        <Link
          to="/help/questions/$entryId"
          params={{ entryId: entry.id }}
          className="self-start text-sm text-accent underline"
        >
          {t('help.open')}
        </Link>
      </div>
    </details>
  )
}

function Entries({ kind, q, onCount }: { kind: Kind; q: string; onCount: (count: number) => void }) {
  const { t } = useTranslation()
  const query = useInfiniteQuery(entriesQuery(kind, { q: q || undefined }))
  const entries = query.data?.pages.flat() ?? []
  const count = query.data ? entries.length : -1
  useEffect(() => onCount(count), [count, onCount])
  if (query.isPending) return <SkeletonRows rows={4} />
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (entries.length === 0) return null
  return (
    <Section title={t(`help.${kind === 'faq' ? 'questions' : 'articles'}`)}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id} className="border-b border-line last:border-b-0">
            {kind === 'faq' ? <Question entry={entry} /> : <Article entry={entry} />}
          </li>
        ))}
      </ul>
      {query.hasNextPage ? (
        <Button
          className="self-center"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('help.more')}
        </Button>
      ) : null}
    </Section>
  )
}

/** What customers may read, found by words. */
export function HelpList({ q, onSearch }: { q: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation()
  const [text, setText] = useState(q)
  const [questions, setQuestions] = useState(-1)
  const [articles, setArticles] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  const latest = useRef({ q, onSearch })
  latest.current = { q, onSearch }
  useCommand({
    id: 'help.search',
    group: t('nav.help'),
    label: t('help.search'),
    key: '/',
    run: () => field.current?.focus(),
  })
  useEffect(() => {
    const timer = setTimeout(() => {
      if (text.trim() !== latest.current.q) latest.current.onSearch(text.trim())
    }, 250)
    return () => clearTimeout(timer)
  }, [text])
  return (
    <>
      <Field label={t('help.search')}>
        {(control) => (
          <Input
            {...control}
            ref={field}
            type="search"
            dir="auto"
            value={text}
            maxLength={200}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {questions === 0 && articles === 0 ? (
        <EmptyState
          icon={q ? Search : BookOpen}
          title={q ? t('ui.nothingFound') : t('help.none')}
          action={
            <Button asChild kind="primary">
              <Link to="/requests">{t('help.ask')}</Link>
            </Button>
          }
        >
          {q ? t('help.noneFound') : t('help.noneText')}
        </EmptyState>
      ) : null}
      <Entries kind="faq" q={q} onCount={setQuestions} />
      <Entries kind="article" q={q} onCount={setArticles} />
    </>
  )
}
