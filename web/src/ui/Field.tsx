import { type ReactNode, useId } from 'react'
import { cn } from './cn'

export interface FieldControl {
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

/**
 * A label, a control, a hint and an error, tied together for screen readers:
 * `<Field label=… error=…>{(control) => <Input {...control} {...register('name')} />}</Field>`
 */
export function Field({
  label,
  hint,
  error,
  aside,
  className,
  children,
}: {
  label: string
  hint?: ReactNode
  error?: string
  /** At the label's end, such as a link "Forgot it?". */
  aside?: ReactNode
  className?: string
  children: (control: FieldControl) => ReactNode
}) {
  const id = useId()
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ')
  return (
    <div className={cn('flex flex-col gap-1', className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium">
          {label}
        </label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
      {/* Always there, so that a new error is announced when it appears. */}
      <p id={`${id}-error`} aria-live="polite" className="text-sm text-urgent empty:hidden">
        {error}
      </p>
    </div>
  )
}
