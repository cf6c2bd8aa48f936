import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { ApiError } from '@/services/errors'
import { EmptyState, ErrorState, NoPermission } from './States'

/** The right state for a failed query: no permission, not there, or an error that can be tried again. */
export function Failure({
  error,
  onRetry,
  className,
}: {
  error: unknown
  onRetry?: () => void
  className?: string
}) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  if (error instanceof ApiError && error.status === 403) return <NoPermission />
  if (error instanceof ApiError && error.status === 404) {
    return (
      <EmptyState title={t('ui.missingTitle')} className={className}>
        {t('ui.missing')}
      </EmptyState>
    )
  }
  return (
    <ErrorState
      message={errorText(error)}
      requestId={error instanceof ApiError ? error.requestId : null}
      onRetry={onRetry}
      className={className}
    />
  )
}

/** The same in one line, for a form or a pane that keeps what it shows. */
export function InlineFailure({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  return (
    <div role="alert" className="empty:hidden">
      {error ? (
        <p className="rounded-md bg-urgent-soft px-3 py-2 text-fg">
          {errorText(error)}
          {error instanceof ApiError && error.requestId && error.status >= 500 ? (
            <span className="block text-sm text-muted">
              {t('ui.requestId')} <code className="font-mono break-all select-all">{error.requestId}</code>
            </span>
          ) : null}
        </p>
      ) : null}
    </div>
  )
}
