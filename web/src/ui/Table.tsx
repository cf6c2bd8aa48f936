import { type ComponentProps, useLayoutEffect, useRef } from 'react'
import { cn } from './cn'

/** Rows become cards where the columns have no room; each cell then says its column's heading. */
function layOut(place: HTMLElement): void {
  delete place.dataset.cards
  if (place.scrollWidth <= place.clientWidth) return
  const table = place.querySelector('table')
  const headings = [...(table?.tHead?.rows[0]?.cells ?? [])].map((cell) =>
    cell.querySelector('.sr-only') ? '' : (cell.textContent ?? ''),
  )
  for (const row of table?.tBodies[0]?.rows ?? []) {
    for (const cell of row.cells) cell.dataset.label = headings[cell.cellIndex] ?? ''
  }
  place.dataset.cards = ''
}

/**
 * A plain table; where it is too wide for its place, its rows are cards (`theme.css`). `label` names it
 * for screen readers. `scrolls`: what is compared across rows stays a table and scrolls by itself.
 */
export function Table({
  label,
  scrolls = false,
  className,
  ...props
}: ComponentProps<'table'> & { label: string; scrolls?: boolean }) {
  const ref = useRef<HTMLElement>(null)
  useLayoutEffect(() => {
    const place = ref.current
    if (scrolls || !place) return
    let width = 0
    const resized = new ResizeObserver(() => {
      if (place.clientWidth === width) return
      width = place.clientWidth
      layOut(place)
    })
    const changed = new MutationObserver(() => layOut(place))
    layOut(place)
    resized.observe(place)
    changed.observe(place, { childList: true, characterData: true, subtree: true })
    return () => {
      resized.disconnect()
      changed.disconnect()
    }
  }, [scrolls])
  return (
    // `relative`: hidden words for screen readers are placed, and would stick out of the page otherwise.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
    <section ref={ref} className="fades-x relative overflow-x-auto" tabIndex={0} aria-label={label}>
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

export function Td({ className, numeric, children, ...props }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={cn('h-10 border-b border-line px-2', numeric ? 'text-end' : 'text-start', className)}
      {...props}
    >
      {/* A box only on a card, beside the heading. */}
      <div className="cell">{children}</div>
    </td>
  )
}

export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('hover:bg-hover', className)} {...props} />
}
