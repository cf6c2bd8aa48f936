import {
  CalendarClock,
  CircleCheck,
  CirclePause,
  CirclePlay,
  type LucideIcon,
  PencilLine,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Campaign, DIAL_STATUSES } from '@/services/types'
import { cn, StatusPill, type Tone } from '@/ui'

const LOOKS: Record<Campaign['status'], { tone: Tone; icon: LucideIcon }> = {
  draft: { tone: 'neutral', icon: PencilLine },
  scheduled: { tone: 'info', icon: CalendarClock },
  running: { tone: 'good', icon: CirclePlay },
  paused: { tone: 'waiting', icon: CirclePause },
  completed: { tone: 'neutral', icon: CircleCheck },
}

export const MODES = ['preview', 'progressive', 'predictive'] as const satisfies readonly Campaign['mode'][]

export function CampaignStatusPill({ status }: { status: Campaign['status'] }) {
  const { t } = useTranslation()
  const { tone, icon } = LOOKS[status]
  return (
    <StatusPill tone={tone} icon={icon}>
      {t(`campaigns.status.${status}`)}
    </StatusPill>
  )
}

const FILLS = {
  pending: 'bg-line-strong',
  claimed: 'bg-info',
  calling: 'bg-waiting',
  answered: 'bg-good',
  transferred: 'bg-accent',
  failed: 'bg-urgent',
}

/** How far it is: its leads by where the dialler has them, as parts of one line. The numbers stand beside it. */
export function Progress({ campaign, className }: { campaign: Campaign; className?: string }) {
  const done = ['answered', 'transferred', 'failed', 'calling', 'claimed', 'pending'] as const
  return (
    <span aria-hidden className={cn('flex h-1.5 overflow-hidden rounded-full bg-hover', className)}>
      {done.map((status) => (
        <span
          key={status}
          className={FILLS[status]}
          style={{ width: `${((campaign.leads[status] ?? 0) / Math.max(1, campaign.leads_total)) * 100}%` }}
        />
      ))}
    </span>
  )
}

/** "9 waiting · 2 answered": only what there is. */
export function LeadCounts({ campaign, className }: { campaign: Campaign; className?: string }) {
  const { t } = useTranslation()
  const there = DIAL_STATUSES.filter((status) => (campaign.leads[status] ?? 0) > 0)
  if (there.length === 0) return <span className={className}>{t('campaigns.noLeads')}</span>
  return (
    <span className={cn('flex flex-wrap gap-x-3 gap-y-0.5', className)}>
      {there.map((status) => (
        <span key={status} className="flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden className={cn('size-2 rounded-full', FILLS[status])} />
          {t('campaigns.counted', { count: campaign.leads[status], what: t(`leads.dialStatus.${status}`) })}
        </span>
      ))}
    </span>
  )
}
