import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useCurrentInView } from '@/hooks/useCurrentInView'
import { cn } from './cn'

/** Keep `value` in the URL's search, so that a link opens the same tab. */
export function Tabs<T extends string>({
  value,
  onChange,
  tabs,
  label,
  className,
  children,
}: {
  value: T
  onChange: (value: T) => void
  tabs: { value: T; label: string; count?: number }[]
  label: string
  className?: string
  /** The panels: `<TabPanel value=…>`. */
  children?: ReactNode
}) {
  const bar = useCurrentInView<HTMLDivElement>(value)
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => onChange(next as T)}
      className={cn('min-w-0', className)}
    >
      <Radix.List
        ref={bar}
        aria-label={label}
        className="flex gap-1 fades-x overflow-x-auto border-b border-line"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-muted -outline-offset-2 hover:text-fg data-[state=active]:border-accent data-[state=active]:text-fg pointer-coarse:h-11"
          >
            {tab.label}
            {tab.count === undefined ? null : <span className="text-sm text-muted">{tab.count}</span>}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {children}
    </Radix.Root>
  )
}

export function TabPanel({
  className,
  ...props
}: {
  value: string
  className?: string
  children: ReactNode
}) {
  return <Radix.Content className={cn('pt-4', className)} {...props} />
}
