import {
  CircleCheck,
  CircleDashed,
  CircleDot,
  CircleSlash,
  CircleX,
  Flame,
  Hand,
  type LucideIcon,
  PhoneCall,
  PhoneForwarded,
  SignalHigh,
  SignalLow,
  SignalMedium,
  Star,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DialStatus, LeadPriority, LeadStage } from '@/services/types'
import { cn, StatusPill, type Tone } from '@/ui'

export const STAGE_LOOKS: Record<LeadStage, { tone: Tone; icon: LucideIcon }> = {
  new: { tone: 'info', icon: CircleDot },
  contacted: { tone: 'waiting', icon: CircleDashed },
  qualified: { tone: 'waiting', icon: Star },
  converted: { tone: 'good', icon: CircleCheck },
  lost: { tone: 'neutral', icon: CircleSlash },
}

export const DIAL_LOOKS: Record<DialStatus, { tone: Tone; icon: LucideIcon }> = {
  pending: { tone: 'neutral', icon: CircleDashed },
  claimed: { tone: 'info', icon: Hand },
  calling: { tone: 'waiting', icon: PhoneCall },
  answered: { tone: 'good', icon: CircleCheck },
  transferred: { tone: 'good', icon: PhoneForwarded },
  failed: { tone: 'urgent', icon: CircleX },
}

export const LEAD_PRIORITY_LOOKS: Record<LeadPriority, { className: string; icon: LucideIcon }> = {
  urgent: { className: 'text-urgent', icon: Flame },
  high: { className: 'text-waiting', icon: SignalHigh },
  medium: { className: 'text-muted', icon: SignalMedium },
  low: { className: 'text-muted', icon: SignalLow },
}

export function StagePill({ stage }: { stage: LeadStage }) {
  const { t } = useTranslation()
  const { tone, icon } = STAGE_LOOKS[stage]
  return (
    <StatusPill tone={tone} icon={icon}>
      {t(`leads.stage.${stage}`)}
    </StatusPill>
  )
}

export function DialStatusPill({ status }: { status: DialStatus }) {
  const { t } = useTranslation()
  const { tone, icon } = DIAL_LOOKS[status]
  return (
    <StatusPill tone={tone} icon={icon}>
      {t(`leads.dialStatus.${status}`)}
    </StatusPill>
  )
}

/** A shape and, unless `short`, the word; in short rows the word is there for screen readers. */
export function LeadPriorityMark({ priority, short }: { priority: LeadPriority; short?: boolean }) {
  const { t } = useTranslation()
  const { icon: Icon, className } = LEAD_PRIORITY_LOOKS[priority]
  const word = t(`leads.priority.${priority}`)
  return (
    <span className={cn('inline-flex items-center gap-1 text-sm whitespace-nowrap', className)} title={word}>
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className={short ? 'sr-only' : undefined}>{word}</span>
    </span>
  )
}
