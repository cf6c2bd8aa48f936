import type { ReactNode } from 'react'
import { cn } from './cn'

const FILLS = {
  accent: 'bg-accent',
  good: 'bg-good',
  waiting: 'bg-waiting',
  urgent: 'bg-urgent',
  info: 'bg-info',
  neutral: 'bg-line-strong',
}

export interface Bar {
  key: string
  label: ReactNode
  value: number
  /** The number with its unit, and beside it what it compares to. */
  text: string
  aside?: string
  tone?: keyof typeof FILLS
}

/** How a whole is divided: a table whose bars are its numbers, so that everybody reads the same. */
export function Bars({
  title,
  columns,
  bars,
  empty,
  actions,
}: {
  /** The finding. */
  title: string
  /** For screen readers: what is divided, how many, which share. */
  columns: [string, string, string]
  bars: Bar[]
  empty: string
  actions?: ReactNode
}) {
  const most = Math.max(0, ...bars.map((bar) => bar.value))
  return (
    <figure className="flex min-w-0 flex-col gap-2">
      <figcaption className="flex min-h-8 items-start justify-between gap-2 pt-1.5 font-medium">
        {title}
        {actions}
      </figcaption>
      {most === 0 ? (
        <p className="flex h-32 items-center justify-center rounded-md border border-dashed border-line p-4 text-center text-muted">
          {empty}
        </p>
      ) : (
        <table className="w-full">
          <caption className="sr-only">{title}</caption>
          <thead className="sr-only">
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.key}>
                <th scope="row" className="w-px py-1 pe-3 text-start font-normal whitespace-nowrap">
                  {bar.label}
                </th>
                <td className="py-1">
                  <span className="flex items-center gap-2">
                    {/* The longest leaves room for its number. */}
                    <span
                      aria-hidden
                      className={cn(
                        'h-3 rounded-sm',
                        bar.value > 0 && 'min-w-0.5',
                        FILLS[bar.tone ?? 'accent'],
                      )}
                      style={{ width: `${(bar.value / most) * 75}%` }}
                    />
                    <span className="whitespace-nowrap">{bar.text}</span>
                  </span>
                </td>
                <td className="w-px py-1 ps-3 text-end text-sm whitespace-nowrap text-muted">{bar.aside}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </figure>
  )
}
