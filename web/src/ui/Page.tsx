import { type ReactNode, useId } from 'react'
import { cn } from './cn'

/** A page that is read from top to bottom. Pages of several panes lay themselves out instead. */
export function Page({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <div className={cn('mx-auto flex w-full max-w-4xl flex-col gap-8 p-4 md:p-6', className)}>{children}</div>
  )
}

export function Section({
  title,
  hint,
  actions,
  children,
}: {
  title: string
  hint?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <section className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-lg font-semibold">{title}</h2>
        {actions}
      </div>
      {hint ? <p className="max-w-[72ch] text-muted">{hint}</p> : null}
      {children}
    </section>
  )
}

/** One part of a context panel. */
export function PanelPart({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id} className="border-b border-line px-4 py-3 last:border-b-0">
      <h3 id={id} className="mb-2 text-sm font-medium text-muted">
        {title}
      </h3>
      {children}
    </section>
  )
}
