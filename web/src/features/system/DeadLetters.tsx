import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { Button, EmptyState, Failure, RelativeTime, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { deadLettersQuery, retryDeadLetter } from './queries'

/** Work that failed for good, until somebody lets it be tried again. */
export function DeadLetters() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(deadLettersQuery)
  const mayChange = useSession().scopes.includes('settings:write')
  const retry = useMutation({
    mutationFn: (id: number) => retryDeadLetter(client, id),
    onSuccess: () => toast.success(t('system.retried')),
    onError: (error) => toast.error(errorText(error)),
  })
  if (query.isPending) return <SkeletonRows rows={4} />
  if (query.isError && !query.data)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />
  if (query.data.length === 0) {
    return (
      <EmptyState icon={CircleCheck} title={t('system.noDead')}>
        {t('system.noDeadText')}
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-3">
      <p className="max-w-[72ch] text-muted">{t('system.deadHint')}</p>
      <ul aria-label={t('system.tabs.dead')} className="border-t border-line">
        {query.data.map((letter) => (
          <li
            key={letter.id}
            className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line py-2.5"
          >
            <div className="min-w-0 flex-1 basis-72">
              <p className="font-medium break-words">{letter.kind}</p>
              <p className="font-mono text-sm break-words text-muted" dir="ltr">
                {letter.error ?? t('system.noError')}
              </p>
              <p className="text-sm text-muted">
                {t('system.attempts', { count: letter.attempts })} · <RelativeTime value={letter.dead_at} />
                {letter.seq === null ? null : ` · ${t('system.fact', { seq: letter.seq })}`}
              </p>
            </div>
            {mayChange ? (
              <Button
                size="sm"
                busy={retry.isPending && retry.variables === letter.id}
                onClick={() => retry.mutate(letter.id)}
                aria-label={t('system.retryOf', { name: letter.kind })}
              >
                {t('ui.retry')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  )
}
