import { CircleAlert, Lock } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { cn } from './cn'

interface StateProps {
  icon?: ComponentType<{ className?: string; 'aria-hidden'?: boolean }>
  title: string
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** Nothing here yet: what this is for, and the one thing to do. */
export function EmptyState({ icon: Icon, title, children, action, className }: StateProps) {
  return (
    <div
      className={cn('mx-auto flex max-w-sm flex-col items-center gap-2 px-4 py-12 text-center', className)}
    >
      {Icon ? <Icon className="size-6 text-muted" aria-hidden /> : null}
      <h2 className="text-lg font-semibold">{title}</h2>
      {children ? <div className="text-muted">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  )
}

/** Something failed: what happened, what to do, a way to try again, and the number to quote. */
export function ErrorState({
  title,
  message,
  requestId,
  onRetry,
  className,
}: {
  title?: string
  message: string
  requestId?: string | null
  onRetry?: () => void
  className?: string
}) {
  const { t } = useTranslation()
  return (
    <div role="alert" className={className}>
      <EmptyState
        icon={CircleAlert}
        title={title ?? t('ui.errorTitle')}
        action={onRetry ? <Button onClick={onRetry}>{t('ui.retry')}</Button> : null}
      >
        <p>{message}</p>
        {requestId ? (
          <p className="mt-2 text-sm">
            {t('ui.requestId')} <code className="font-mono break-all select-all">{requestId}</code>
          </p>
        ) : null}
      </EmptyState>
    </div>
  )
}

export function NoPermission({ children, action }: { children?: ReactNode; action?: ReactNode }) {
  const { t } = useTranslation()
  return (
    <EmptyState icon={Lock} title={t('ui.noPermissionTitle')} action={action}>
      {children ?? t('ui.noPermission')}
    </EmptyState>
  )
}
