import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '@/hooks/usePageTitle'
import { Button, Failure, InlineFailure, Loading, Page, RelativeTime, Skeleton } from '@/ui'
import type { Entry, Kind } from './entries'
import { Markdown } from './Markdown'
import { entryQuery, voteFor } from './queries'

function Vote({ entry }: { entry: Entry }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const vote = useMutation({ mutationFn: (helpful: boolean) => voteFor(client, entry, helpful) })
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      {vote.isSuccess ? (
        <p role="status">{t('help.thanks')}</p>
      ) : (
        <div className="flex flex-wrap items-center gap-2">
          <span>{t('help.didItHelp')}</span>
          <Button busy={vote.isPending} onClick={() => vote.mutate(true)}>
            <ThumbsUp aria-hidden />
            {t('help.yes')}
          </Button>
          <Button busy={vote.isPending} onClick={() => vote.mutate(false)}>
            <ThumbsDown aria-hidden />
            {t('help.no')}
          </Button>
        </div>
      )}
      <InlineFailure error={vote.error} />
    </div>
  )
}

/** One FAQ entry or article, as a customer reads it. */
export function HelpText({ kind, id }: { kind: Kind; id: number }) {
  const { t } = useTranslation()
  const query = useQuery(entryQuery(kind, id))
  usePageTitle(query.data?.title)
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data)
    return (
      <Page>
        <Loading>
          <Skeleton className="h-7 w-2/3" />
          <Skeleton className="mt-4 h-40 w-full" />
        </Loading>
      </Page>
    )
  const entry = query.data
  return (
    <Page className="max-w-3xl gap-6">
      <article className="flex flex-col gap-4">
        <header className="flex flex-col gap-1">
          <h2 className="text-xl font-semibold break-words" dir="auto">
            {entry.title}
          </h2>
          <p className="text-sm text-muted">
            {entry.category ? <span dir="auto">{entry.category} · </span> : null}
            {t('help.updated')} <RelativeTime value={entry.updated_at} />
          </p>
        </header>
        {kind === 'article' ? (
          <Markdown text={entry.body} />
        ) : (
          <p dir="auto" className="max-w-[72ch] break-words whitespace-pre-line">
            {entry.body}
          </p>
        )}
      </article>
      <Vote entry={entry} />
    </Page>
  )
}
