import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn'

/** A grey place-holder of the final size. It appears after 150 ms, so that quick answers never flicker. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cn('h-4 animate-late rounded-sm bg-hover', className)} />
}

/** Around a page's skeletons: says once, to screen readers, that something is being fetched. */
export function Loading({ className, children }: { className?: string; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div role="status" className={className}>
      <span className="sr-only">{t('ui.loading')}</span>
      {children}
    </div>
  )
}

const WIDTHS = ['w-3/4', 'w-1/2', 'w-2/3', 'w-5/6', 'w-3/5']

/** Rows of a list: a title and a line under it. */
export function SkeletonRows({ rows = 6, className }: { rows?: number; className?: string }) {
  return (
    <Loading className={className}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <div key={row} className="flex h-14 flex-col justify-center gap-2 border-b border-line px-3">
          <Skeleton className={cn('h-3.5', WIDTHS[row % WIDTHS.length])} />
          <Skeleton className="h-3 w-1/3" />
        </div>
      ))}
    </Loading>
  )
}
