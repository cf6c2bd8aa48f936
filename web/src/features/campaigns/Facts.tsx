import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { teamsQuery } from '@/features/routing-rules/queries'
import { useFormat } from '@/hooks/useFormat'
import type { Campaign } from '@/services/types'
import { RETRIES } from './fields'
import { scriptsQuery } from './queries'

/** How it calls, as it was set; what was left to the house is not said. */
export function Facts({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data: scripts } = useQuery(scriptsQuery)
  const { data: teams } = useQuery(teamsQuery)
  const retry = campaign.retry as Partial<Record<string, number>>
  const waits = Object.values(RETRIES)
    .filter((outcome) => retry[outcome] !== undefined)
    .map((outcome) => t(`campaigns.waits.${outcome}`, { minutes: format.number(retry[outcome] ?? 0) }))
  const day = (date: string) => format.date(`${date}T12:00:00`)
  const percent = `${format.number(Math.round(campaign.max_abandonment * 10_000) / 100)} %`
  const switches = [
    campaign.detect_machines && t('campaigns.machines'),
    campaign.uk_rules && t('campaigns.uk'),
    campaign.record_calls && t('campaigns.record'),
  ].filter((word) => word !== false)
  const rows: [string, ReactNode][] = [
    [t('campaigns.modeLabel'), t(`campaigns.mode.${campaign.mode}`)],
    [t('campaigns.scheduledFor'), campaign.scheduled_at ? format.dateTime(campaign.scheduled_at) : null],
    [t('campaigns.hours'), campaign.hours ?? t('campaigns.houseHours')],
    [t('campaigns.from'), campaign.start_date ? day(campaign.start_date) : null],
    [t('campaigns.until'), campaign.end_date ? day(campaign.end_date) : null],
    [t('campaigns.callerId'), campaign.caller_id || t('campaigns.houseNumber')],
    [t('campaigns.script'), scripts?.find(({ id }) => id === campaign.script_id)?.name],
    [t('campaigns.attempts'), format.number(campaign.max_attempts)],
    [t('campaigns.waits.title'), waits.length > 0 ? format.list(waits) : null],
    [t('campaigns.team'), teams?.find(({ id }) => id === campaign.team_id)?.name],
    [t('campaigns.skills'), campaign.skills.length > 0 ? format.list(campaign.skills) : null],
    [t('campaigns.budget'), campaign.budget === null ? null : format.number(campaign.budget)],
    [t('campaigns.wrapUp'), format.number(campaign.wrap_up_s)],
    [t('campaigns.abandonment'), campaign.mode === 'predictive' ? percent : null],
    [t('campaigns.besides'), switches.length > 0 ? format.list(switches) : null],
  ]
  return (
    <dl className="flex flex-col gap-1.5">
      {rows
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label} className="flex gap-2">
            <dt className="w-44 shrink-0 text-muted max-sm:w-32">{label}</dt>
            <dd className="min-w-0 break-words" dir="auto">
              {value}
            </dd>
          </div>
        ))}
    </dl>
  )
}
