import { Circle, CircleAlert, CircleCheck, CircleDashed, CircleDot } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import { cn } from './cn'

export type Tone = 'good' | 'waiting' | 'urgent' | 'info' | 'neutral'

const TONES: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  waiting: 'bg-waiting-soft text-waiting',
  urgent: 'bg-urgent-soft text-urgent',
  info: 'bg-info-soft text-info',
  neutral: 'bg-hover text-muted',
}

/** Each tone has a shape of its own, for those who can't tell the colours apart. */
const SHAPES: Record<Tone, ComponentType<{ className?: string; 'aria-hidden'?: boolean }>> = {
  good: CircleCheck,
  waiting: CircleDashed,
  urgent: CircleAlert,
  info: CircleDot,
  neutral: Circle,
}

export function Badge({
  tone = 'neutral',
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  return (
    <span
      className={cn(
        'inline-flex h-5 max-w-full items-center gap-1 rounded-sm px-1.5 text-sm whitespace-nowrap',
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  )
}

/** A state as shape, colour and word. */
export function StatusPill({
  tone,
  icon,
  children,
}: {
  tone: Tone
  icon?: ComponentType<{ className?: string; 'aria-hidden'?: boolean }>
  children: string
}) {
  const Shape = icon ?? SHAPES[tone]
  return (
    <Badge tone={tone}>
      <Shape className="size-3.5 shrink-0" aria-hidden />
      <span className="truncate">{children}</span>
    </Badge>
  )
}
