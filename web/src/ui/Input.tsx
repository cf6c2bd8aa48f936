import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Shared by everything one types or chooses in. 16 px on touch, or iOS zooms in on focus. */
export const controlClass =
  'w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-base text-fg placeholder:text-muted pointer-coarse:text-lg disabled:cursor-not-allowed disabled:bg-bg disabled:text-muted aria-invalid:border-urgent'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(controlClass, 'h-8 pointer-coarse:h-11', className)} {...props} />
}

export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      dir="auto"
      // Grows with the text where the browser can; elsewhere it scrolls.
      className={cn(controlClass, 'field-sizing-content min-h-20 resize-y py-1.5', className)}
      {...props}
    />
  )
}
