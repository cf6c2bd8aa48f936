import { X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { cn, IconButton } from '@/ui'

/** What one may want to know beside a thread: as a third pane, over the second, or in place of it. */
export function DetailsPanel({
  floating,
  alone,
  onClose,
  children,
}: {
  floating: boolean
  alone: boolean
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const panel = useRef<HTMLElement>(null)
  useCommand(
    floating
      ? {
          id: 'thread.closeDetails',
          label: t('thread.hideDetails'),
          key: 'Escape',
          hidden: true,
          run: onClose,
        }
      : null,
  )
  useEffect(() => {
    if (floating) panel.current?.focus()
  }, [floating])
  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-label={t('thread.details')}
      className={cn(
        'flex min-h-0 flex-col bg-surface',
        alone
          ? 'absolute inset-0 z-20'
          : floating
            ? 'absolute inset-y-0 end-0 z-20 w-80 shadow-float'
            : 'w-80 shrink-0 border-s border-line',
      )}
    >
      <div className="flex h-12 shrink-0 items-center justify-between border-b border-line ps-4 pe-2">
        <h2 className="font-semibold">{t('thread.details')}</h2>
        <IconButton label={t('thread.hideDetails')} size="sm" onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  )
}
