import { cva, type VariantProps } from 'class-variance-authority'
import { Slot } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { Tooltip } from './Tooltip'

export const buttonClass = cva(
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:opacity-60 [&_svg]:size-4 [&_svg]:shrink-0',
  {
    variants: {
      kind: {
        primary: 'bg-accent text-on-accent hover:bg-accent-hover',
        secondary: 'border border-line-strong bg-surface hover:bg-hover',
        quiet: 'hover:bg-hover text-fg',
        danger: 'border border-urgent bg-surface text-urgent hover:bg-urgent-soft',
        link: 'text-accent underline-offset-2 hover:underline',
      },
      size: {
        md: 'h-8 px-3 pointer-coarse:h-11',
        sm: 'h-7 px-2 text-sm pointer-coarse:h-11',
        lg: 'h-10 px-4 text-base pointer-coarse:h-11',
      },
    },
    compoundVariants: [{ kind: 'link', class: 'h-auto px-0 pointer-coarse:h-auto pointer-coarse:min-h-6' }],
    defaultVariants: { kind: 'secondary', size: 'md' },
  },
)

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonClass> {
  /** Renders the child (a Link, say) with the button's looks. */
  asChild?: boolean
  /** At work: can't be pressed twice, and says so to screen readers. The words stay. */
  busy?: boolean
}

export function Button({ kind, size, asChild, busy, className, disabled, ...props }: ButtonProps) {
  const Component = asChild ? Slot.Root : 'button'
  return (
    <Component
      {...(asChild ? {} : { type: 'button' as const, disabled: disabled || busy })}
      aria-busy={busy || undefined}
      className={cn(buttonClass({ kind, size }), className)}
      {...props}
    />
  )
}

export interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  /** The name, also shown as tooltip. */
  label: string
  /** A key shown in the tooltip. */
  shortcut?: string
  children: ReactNode
}

export function IconButton({
  label,
  shortcut,
  kind = 'quiet',
  size,
  className,
  children,
  ...props
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut}>
      <Button
        kind={kind}
        size={size}
        aria-label={label}
        className={cn(
          'px-0 pointer-coarse:w-11',
          size === 'sm' ? 'w-7' : size === 'lg' ? 'w-10' : 'w-8',
          className,
        )}
        {...props}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
