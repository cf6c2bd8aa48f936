import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Button, ConfirmDialog, Failure, InlineFailure, Loading, RelativeTime, Section, Skeleton } from '@/ui'
import { toast } from '@/ui/toast'
import { AskPanel } from './AskPanel'
import { EntryForm } from './EntryForm'
import { EntryStanding } from './EntryList'
import type { Entry, EntryVersion, Kind } from './entries'
import { Markdown } from './Markdown'
import { deleteEntry, entryQuery, versionsQuery } from './queries'

function Numbers({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const format = useFormat()
  const votes = entry.helpful + entry.not_helpful
  return (
    <dl className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
      <div className="flex gap-1.5">
        <dt className="text-muted">{t('knowledge.used')}</dt>
        <dd>{t('knowledge.times', { count: entry.used })}</dd>
      </div>
      {entry.kind === 'canned' ? null : (
        <div className="flex gap-1.5">
          <dt className="text-muted">{t('knowledge.helped')}</dt>
          <dd>
            {votes === 0
              ? t('knowledge.noVotes')
              : t('knowledge.votes', { count: votes, share: format.percent(entry.helpful / votes) })}
          </dd>
        </div>
      )}
    </dl>
  )
}

function Version({ version, kind }: { version: EntryVersion; kind: Kind }) {
  const { t } = useTranslation()
  return (
    <li className="border-b border-line last:border-b-0">
      <details>
        <summary className="cursor-pointer py-2">
          {t('knowledge.version', { number: version.version })}
          <span className="text-sm text-muted">
            {' · '}
            {version.author?.full_name ?? t('knowledge.byTheHouse')} · <RelativeTime value={version.at} />
          </span>
        </summary>
        <div className="flex flex-col gap-2 pb-3">
          <p className="font-medium" dir="auto">
            {version.title}
          </p>
          {kind === 'article' ? (
            <Markdown text={version.body} />
          ) : (
            <p dir="auto" className="break-words whitespace-pre-line">
              {version.body}
            </p>
          )}
        </div>
      </details>
    </li>
  )
}

function Versions({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const query = useQuery(versionsQuery(entry.kind, entry.id))
  if (!query.data || query.data.length < 2) return null
  return (
    <Section title={t('knowledge.history')}>
      <ul>
        {query.data.map((version) => (
          <Version key={version.version} version={version} kind={entry.kind} />
        ))}
      </ul>
    </Section>
  )
}

function Deleting({ entry, onDeleted }: { entry: Entry; onDeleted: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [asking, setAsking] = useState(false)
  const remove = useMutation({ mutationFn: () => deleteEntry(client, entry) })
  return (
    <div>
      <Button kind="danger" onClick={() => setAsking(true)}>
        {t('knowledge.delete')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={(open) => {
          setAsking(open)
          remove.reset()
        }}
        title={t('knowledge.deleteTitle')}
        description={
          <span className="flex flex-col gap-3">
            <span>{t('knowledge.deleteText', { title: entry.title })}</span>
            <InlineFailure error={remove.error} />
          </span>
        }
        action={t('knowledge.delete')}
        danger
        busy={remove.isPending}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              setAsking(false)
              toast.success(t('knowledge.deleted'))
              onDeleted()
            },
          })
        }
      />
    </div>
  )
}

/** For those who may not write. */
function Reading({ entry }: { entry: Entry }) {
  return entry.kind === 'article' ? (
    <Markdown text={entry.body} />
  ) : (
    <p dir="auto" className="max-w-[72ch] break-words whitespace-pre-line">
      {entry.body}
    </p>
  )
}

export function EntryPanel({
  kind,
  id,
  mayWrite,
  onDeleted,
}: {
  kind: Kind
  id: number
  mayWrite: boolean
  onDeleted: () => void
}) {
  const query = useQuery(entryQuery(kind, id))
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data)
    return (
      <Loading>
        <Skeleton className="h-6 w-2/3" />
        <Skeleton className="mt-4 h-40 w-full" />
      </Loading>
    )
  const entry = query.data
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-col gap-4">
        <header className="flex flex-col gap-2 pe-10">
          <h2 className="text-lg font-semibold break-words" dir="auto">
            {entry.title}
          </h2>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <EntryStanding entry={entry} />
            <span className="text-sm text-muted">
              {entry.author?.full_name ? `${entry.author.full_name} · ` : ''}
              <RelativeTime value={entry.updated_at} />
            </span>
          </div>
          <Numbers entry={entry} />
        </header>
        {mayWrite ? (
          <EntryForm
            key={`${entry.id}-${entry.version}`}
            kind={kind}
            entry={entry}
            onSaved={() => undefined}
            onCancel={() => undefined}
          />
        ) : (
          <Reading entry={entry} />
        )}
      </div>
      {kind === 'canned' ? null : <AskPanel example={kind === 'faq' ? entry.title : ''} />}
      <Versions entry={entry} />
      {mayWrite ? <Deleting entry={entry} onDeleted={onDeleted} /> : null}
    </div>
  )
}
