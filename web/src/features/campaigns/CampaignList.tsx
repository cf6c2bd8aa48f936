import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Megaphone } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useRowKeys } from '@/hooks/useRowKeys'
import type { Campaign } from '@/services/types'
import { cn, EmptyState, Failure, SkeletonRows } from '@/ui'
import { campaignsQuery } from './queries'
import { CampaignStatusPill, LeadCounts, Progress } from './words'

/** Campaigns, newest first, each with how far it is. `short`: beside one of them. */
export function CampaignList({ short, action }: { short: boolean; action: ReactNode }) {
  const { t } = useTranslation()
  const pane = useRef<HTMLDivElement>(null)
  const { data, error, refetch } = useQuery({ ...campaignsQuery, refetchInterval: 15_000 })
  useRowKeys(pane)
  return (
    <div ref={pane} className="min-h-0 flex-1 overflow-y-auto">
      {data ? (
        data.length === 0 ? (
          <EmptyState icon={Megaphone} title={t('campaigns.noneTitle')} action={action}>
            {t('campaigns.noneText')}
          </EmptyState>
        ) : (
          <ul aria-label={t('nav.campaigns')}>
            {data.map((campaign) => (
              <li key={campaign.id} className="border-b border-line hover:bg-hover">
                <Row campaign={campaign} short={short} />
              </li>
            ))}
          </ul>
        )
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={8} />
      )}
    </div>
  )
}

function Row({ campaign, short }: { campaign: Campaign; short: boolean }) {
  const { t } = useTranslation()
  return (
    <Link
      to="/campaigns/{-$campaignId}"
      params={{ campaignId: String(campaign.id) }}
      data-row
      className={cn(
        'flex flex-col gap-1.5 px-4 py-3 -outline-offset-2 aria-[current=page]:bg-selected',
        !short && 'lg:flex-row lg:items-center lg:gap-6',
      )}
    >
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex min-w-0 items-center gap-2">
          <span className="min-w-0 flex-1 truncate font-medium" dir="auto">
            {campaign.name}
          </span>
          <CampaignStatusPill status={campaign.status} />
        </span>
        <span className="text-sm text-muted">
          {t(`campaigns.mode.${campaign.mode}`)} · {t('campaigns.leadCount', { count: campaign.leads_total })}
        </span>
      </span>
      <span className={cn('flex flex-col gap-1.5 text-sm text-muted', !short && 'lg:w-96')}>
        <Progress campaign={campaign} />
        <LeadCounts campaign={campaign} />
      </span>
    </Link>
  )
}
