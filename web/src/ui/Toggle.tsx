import { Check, Minus } from 'lucide-react'
import { Checkbox as RadixCheckbox, Switch as RadixSwitch } from 'radix-ui'
import { type ReactNode, useId } from 'react'

interface ToggleProps {
  checked: boolean
  onChange: (checked: boolean) => void
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
}

function Labels({ id, label, hint }: { id: string; label: ReactNode; hint?: ReactNode }) {
  return (
    <span className="min-w-0">
      <label htmlFor={id}>{label}</label>
      {hint ? (
        <span id={`${id}-hint`} className="block text-sm text-muted">
          {hint}
        </span>
      ) : null}
    </span>
  )
}

export function Checkbox({
  checked,
  onChange,
  label,
  hint,
  disabled,
  hideLabel,
}: Omit<ToggleProps, 'checked'> & {
  checked: boolean | 'indeterminate'
  /** In table rows: the label is for screen readers only. */
  hideLabel?: boolean
}) {
  const id = useId()
  return (
    <span className="flex items-start gap-2">
      <RadixCheckbox.Root
        id={id}
        checked={checked}
        onCheckedChange={(next) => onChange(next === true)}
        disabled={disabled}
        aria-label={hideLabel && typeof label === 'string' ? label : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface after:absolute after:-inset-1 disabled:opacity-60 data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent data-[state=indeterminate]:bg-accent pointer-coarse:after:-inset-3"
      >
        <RadixCheckbox.Indicator className="text-on-accent">
          {checked === 'indeterminate' ? (
            <Minus className="size-3" aria-hidden />
          ) : (
            <Check className="size-3" aria-hidden />
          )}
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      {hideLabel ? null : <Labels id={id} label={label} hint={hint} />}
    </span>
  )
}

export function Switch({ checked, onChange, label, hint, disabled }: ToggleProps) {
  const id = useId()
  return (
    <span className="flex items-start gap-2.5">
      <RadixSwitch.Root
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="relative h-5 w-9 shrink-0 rounded-full border border-line-strong bg-hover transition-colors after:absolute after:-inset-1 disabled:opacity-60 data-[state=checked]:border-accent data-[state=checked]:bg-accent pointer-coarse:after:-inset-3"
      >
        <RadixSwitch.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-line-strong transition-transform data-[state=checked]:translate-x-[1.125rem] data-[state=checked]:bg-on-accent rtl:-translate-x-0.5 rtl:data-[state=checked]:-translate-x-[1.125rem]" />
      </RadixSwitch.Root>
      <Labels id={id} label={label} hint={hint} />
    </span>
  )
}
