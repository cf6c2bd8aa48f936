import {
  Ban,
  CircleCheck,
  CircleDot,
  CircleDotDashed,
  CircleSlash,
  Flame,
  type LucideIcon,
  SignalHigh,
  SignalLow,
  SignalMedium,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Priority, TicketStatus } from '@/services/types'
import { cn, StatusPill, type Tone } from '@/ui'

export const STATUS_LOOKS: Record<TicketStatus, { tone: Tone; icon: LucideIcon }> = {
  open: { tone: 'info', icon: CircleDot },
  in_progress: { tone: 'waiting', icon: CircleDotDashed },
  resolved: { tone: 'good', icon: CircleCheck },
  closed: { tone: 'neutral', icon: CircleSlash },
  cancelled: { tone: 'neutral', icon: Ban },
}

export const STATUS_TEXT: Record<Tone, string> = {
  good: 'text-good',
  waiting: 'text-waiting',
  urgent: 'text-urgent',
  info: 'text-info',
  neutral: 'text-muted',
}

export const PRIORITY_LOOKS: Record<Priority, { className: string; icon: LucideIcon }> = {
  low: { className: 'text-muted', icon: SignalLow },
  medium: { className: 'text-muted', icon: SignalMedium },
  high: { className: 'text-waiting', icon: SignalHigh },
  critical: { className: 'text-urgent', icon: Flame },
}

export function TicketStatusPill({ status }: { status: TicketStatus }) {
  const { t } = useTranslation()
  const { tone, icon } = STATUS_LOOKS[status]
  return (
    <StatusPill tone={tone} icon={icon}>
      {t(`ticket.status.${status}`)}
    </StatusPill>
  )
}

/** A shape and, unless `short`, the word; in short rows the word is there for screen readers. */
export function PriorityMark({ priority, short }: { priority: Priority; short?: boolean }) {
  const { t } = useTranslation()
  const { icon: Icon, className } = PRIORITY_LOOKS[priority]
  const word = t(`ticket.priority.${priority}`)
  return (
    <span className={cn('inline-flex items-center gap-1 text-sm whitespace-nowrap', className)} title={word}>
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className={short ? 'sr-only' : undefined}>{word}</span>
    </span>
  )
}

export function CategoryName({ category }: { category: string }) {
  const { t } = useTranslation()
  return <>{t(`ticket.category.${category}`)}</>
}
