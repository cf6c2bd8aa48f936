import type { ReactNode } from 'react'
import { cn } from './cn'

/** A few numbers in a row, each with its unit and what it compares to. No boxes: a line keeps them apart. */
export function Tiles({
  label,
  className,
  children,
}: {
  label: string
  className?: string
  children: ReactNode
}) {
  return (
    <dl
      aria-label={label}
      className={cn(
        'grid grid-cols-2 gap-x-6 gap-y-5 md:grid-cols-[repeat(auto-fit,minmax(8rem,1fr))]',
        className,
      )}
    >
      {children}
    </dl>
  )
}

export function Tile({
  label,
  value,
  aside,
  tone,
}: {
  label: string
  value: ReactNode
  aside?: ReactNode
  tone?: 'urgent' | 'waiting' | 'good'
}) {
  return (
    <div className="flex min-w-0 flex-col">
      <dt className="text-sm text-muted">{label}</dt>
      <dd
        className={cn(
          'text-xl font-semibold whitespace-nowrap',
          tone === 'urgent' && 'text-urgent',
          tone === 'waiting' && 'text-waiting',
          tone === 'good' && 'text-good',
        )}
      >
        {value}
      </dd>
      {aside ? <dd className="text-sm text-muted">{aside}</dd> : null}
    </div>
  )
}
