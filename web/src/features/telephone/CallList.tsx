import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Button, InlineFailure, RelativeTime, SkeletonRows } from '@/ui'
import { clock } from './clock'
import type { callListQuery } from './queries'
import { Recording } from './Recording'
import { CallStatusPill } from './words'

/** Calls that were, the latest first. `short`: of one lead, so its name is not said again. */
export function CallList({
  query,
  empty,
  short,
}: {
  query: ReturnType<typeof callListQuery>
  empty: string
  short?: boolean
}) {
  const { t } = useTranslation()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(query)
  if (error) return <InlineFailure error={error} />
  if (!data) return <SkeletonRows rows={3} />
  const calls = data.pages.flatMap(({ items }) => items)
  if (calls.length === 0) return <p className="text-muted">{empty}</p>
  return (
    <>
      <ul className="flex flex-col">
        {calls.map((call) => (
          <li key={call.id} className="flex flex-col gap-0.5 border-b border-line py-2 last:border-b-0">
            <div className="flex min-w-0 items-center gap-2">
              <CallStatusPill call={call} />
              {short ? null : (
                <span className="min-w-0 flex-1 truncate">{call.lead?.name || call.number}</span>
              )}
              <span className="text-sm text-muted tabular-nums">
                {call.duration > 0 ? clock(call.duration) : null}
              </span>
              <span className={short ? 'ms-auto text-sm text-muted' : 'text-sm text-muted'}>
                <RelativeTime value={call.created_at} plain />
              </span>
            </div>
            {call.disposition || call.notes ? (
              <p className="text-sm break-words text-muted">
                {[call.disposition?.label, call.notes].filter(Boolean).join(': ')}
              </p>
            ) : null}
            <Recording call={call} />
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <Button kind="quiet" size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('telephone.more')}
        </Button>
      ) : null}
    </>
  )
}
