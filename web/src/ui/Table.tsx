import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A plain table that scrolls by itself when it is too wide. `label` names it for screen readers. */
export function Table({ label, className, ...props }: ComponentProps<'table'> & { label: string }) {
  return (
    // `relative`: hidden words for screen readers are placed, and would stick out of the page otherwise.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section className="fades-x relative overflow-x-auto" tabIndex={0} aria-label={label}>
      <table className={cn('w-full border-collapse text-start', className)} {...props}>
        <caption className="sr-only">{label}</caption>
        {props.children}
      </table>
    </section>
  )
}

export function Th({ className, numeric, ...props }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={cn(
        'h-8 border-b border-line px-2 text-sm font-medium whitespace-nowrap text-muted',
        numeric ? 'text-end' : 'text-start',
        className,
      )}
      {...props}
    />
  )
}

export function Td({ className, numeric, ...props }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={cn('h-10 border-b border-line px-2', numeric ? 'text-end' : 'text-start', className)}
      {...props}
    />
  )
}

export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('hover:bg-hover', className)} {...props} />
}
