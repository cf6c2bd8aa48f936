import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { whyNone } from '@/features/telephone/words'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { useLookAgain } from '@/hooks/useLookAgain'
import type { Campaign } from '@/services/types'
import { Button, InlineFailure, SkeletonRows, Table, Td, Th, Tr } from '@/ui'
import { campaignKeys, traceQuery } from './queries'

/** Why it dialled: each decision with what the dialler saw and what it expected. */
export function Trace({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const why = (one: Parameters<typeof whyNone>[0]) => {
    const none = whyNone(one)
    return none ? t(`telephone.whyNone.${none}`) : t(`campaigns.reason.${one.reason}`)
  }
  const format = useFormat()
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    traceQuery(campaign.id),
  )
  const again = useLookAgain(campaignKeys.trace(campaign.id))
  useLive('pacing.trace', ({ campaign_id }) => {
    if (campaign_id === campaign.id) again(campaignKeys.trace(campaign.id))
  })
  if (error && !data) return <InlineFailure error={error} />
  if (!data) return <SkeletonRows rows={3} />
  const decisions = data.pages.flatMap(({ items }) => items)
  if (decisions.length === 0) return <p className="text-muted">{t('campaigns.noTrace')}</p>
  const tenth = (value: number) => format.number(Math.round(value * 10) / 10)
  return (
    <>
      <Table label={t('campaigns.trace')}>
        <thead>
          <tr>
            <Th>{t('campaigns.at')}</Th>
            <Th>{t('campaigns.decision')}</Th>
            <Th numeric>{t('campaigns.idle')}</Th>
            <Th numeric>{t('campaigns.talking')}</Th>
            <Th numeric>{t('campaigns.ringing')}</Th>
            <Th numeric>{t('campaigns.expectedAnswers')}</Th>
            <Th numeric>{t('campaigns.expectedAgents')}</Th>
            <Th numeric>{t('campaigns.reserve')}</Th>
          </tr>
        </thead>
        <tbody>
          {decisions.map((one) => (
            <Tr key={one.id}>
              <Td className="whitespace-nowrap">
                <time dateTime={one.at} title={format.dateTime(one.at)}>
                  {format.timeOfLog(one.at)}
                </time>
              </Td>
              <Td className="min-w-56">
                {t('campaigns.dialled', { count: one.dialled })}
                <span className="ms-2 text-sm text-muted">{why(one)}</span>
              </Td>
              <Td numeric>{format.number(one.idle)}</Td>
              <Td numeric>{format.number(one.talking)}</Td>
              <Td numeric>{format.number(one.ringing)}</Td>
              <Td numeric>{tenth(one.expected_answers)}</Td>
              <Td numeric>{tenth(one.expected_agents)}</Td>
              <Td numeric>{one.z === null ? '–' : tenth(one.z)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {hasNextPage ? (
        <div>
          <Button size="sm" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('campaigns.older')}
          </Button>
        </div>
      ) : null}
    </>
  )
}
