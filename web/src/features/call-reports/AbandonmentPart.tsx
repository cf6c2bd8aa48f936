import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import { Chart, Failure, Loading, Section, Skeleton, StatusPill, Table, Td, Th, Tr } from '@/ui'
import { type Abandonment, abandonmentQuery, type Range } from './queries'
import { daysUntilNow, worstByDay } from './range'

/** Calls that people answered and found nobody there, by the two laws. */
export function AbandonmentPart({ range }: { range: Range }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(abandonmentQuery(daysUntilNow(range.from, serverNow())))
  return (
    <Section
      title={t('callReports.abandonment')}
      hint={t('callReports.abandonmentHint', { from: format.date(`${range.from}T12:00:00`) })}
    >
      {data ? (
        <Shown data={data} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      )}
    </Section>
  )
}

function Shown({ data }: { data: Abandonment }) {
  const { t } = useTranslation()
  const format = useFormat()
  const days = worstByDay(data.days)
  const worst = days.reduce((most, one) => (one.us > most.us ? one : most), { day: '', us: 0, uk: 0 })
  const share = (rate: number) => `${format.number(Math.round(rate * 1000) / 10)} %`
  const name = (day: string) => format.date(`${day}T12:00:00`)
  const title =
    worst.us > 0
      ? t('callReports.worstDay', { share: share(worst.us), day: name(worst.day) })
      : t('callReports.noneAbandoned')
  return (
    <div className="flex flex-col gap-6">
      <Chart
        kind="bar"
        title={title}
        points={days.map(({ day }) => day)}
        series={[
          { name: t('callReports.us'), values: days.map(({ us }) => us * 100), color: 'accent' },
          { name: t('callReports.uk'), values: days.map(({ uk }) => uk * 100), color: 'waiting' },
        ]}
        pointLabel={t('callReports.day')}
        formatPoint={name}
        formatTick={(day) => format.day(`${day}T12:00:00`)}
        formatValue={(value) => `${format.number(Math.round(value * 10) / 10)} %`}
        limit={{ value: data.limit * 100, label: t('callReports.limit', { share: share(data.limit) }) }}
        empty={t('callReports.noneAbandoned')}
      />
      {data.campaigns.length > 0 ? (
        <Table label={t('callReports.byCampaign')}>
          <thead>
            <tr>
              <Th>{t('callReports.campaign')}</Th>
              <Th>{t('callReports.within')}</Th>
              <Th numeric>{t('callReports.dialled')}</Th>
              <Th numeric>{t('callReports.answered')}</Th>
              <Th numeric>{t('callReports.abandoned')}</Th>
              <Th numeric>{t('callReports.us')}</Th>
              <Th numeric>{t('callReports.uk')}</Th>
            </tr>
          </thead>
          <tbody>
            {data.campaigns.map(({ campaign_id, campaign_name, numbers, within }) => (
              <Tr key={campaign_id}>
                <Td className="max-w-56 truncate">
                  <bdi>{campaign_name || t('callReports.ownQueue')}</bdi>
                </Td>
                <Td>
                  <StatusPill tone={within ? 'good' : 'urgent'}>
                    {t(within ? 'callReports.keeps' : 'callReports.breaks')}
                  </StatusPill>
                </Td>
                <Td numeric>{format.number(numbers.dialled)}</Td>
                <Td numeric>{format.number(numbers.answered)}</Td>
                <Td numeric>{format.number(numbers.abandoned)}</Td>
                <Td numeric>{share(numbers.rate_us)}</Td>
                <Td numeric>{share(numbers.rate_uk)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </div>
  )
}
