import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { campaignsQuery } from '@/features/campaigns/queries'
import { useSession } from '@/features/session/context'
import { whyNone } from '@/features/telephone/words'
import { useFormat } from '@/hooks/useFormat'
import type { Wallboard } from '@/services/types'
import { RelativeTime, Table, Td, Th, Tr } from '@/ui'

/** One line for one free agent expects nothing: it waits. */
const expects = ({ reason }: Wallboard['pacing'][number]) => reason === 'predictive' || reason === 'cap'

/** Why each running campaign dialled as many as it did, the last time it decided. */
export function Pacing({ pacing }: { pacing: Wallboard['pacing'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { scopes } = useSession()
  const { data: campaigns } = useQuery({ ...campaignsQuery, enabled: scopes.includes('campaigns:read') })
  const why = (trace: Wallboard['pacing'][number]) => {
    const none = whyNone(trace)
    return none ? t(`telephone.whyNone.${none}`) : t(`wallboard.reason.${trace.reason}`)
  }
  if (pacing.length === 0) return <p className="text-muted">{t('wallboard.noPacing')}</p>
  const named = new Map(campaigns?.map(({ id, name }) => [id, name]))
  const tenth = (value: number) => format.number(Math.round(value * 10) / 10)
  return (
    <Table label={t('wallboard.pacing')}>
      <thead>
        <tr>
          <Th>{t('wallboard.campaign')}</Th>
          <Th>{t('wallboard.decision')}</Th>
          <Th numeric>{t('wallboard.expectedAnswers')}</Th>
          <Th numeric>{t('wallboard.expectedAgents')}</Th>
          <Th numeric>{t('wallboard.reserve')}</Th>
          <Th numeric>{t('wallboard.when')}</Th>
        </tr>
      </thead>
      <tbody>
        {pacing.map((trace) => (
          <Tr key={trace.id}>
            <Td className="max-w-56 truncate">{named.get(trace.campaign_id) ?? `#${trace.campaign_id}`}</Td>
            <Td>
              {t('wallboard.dialled', { count: trace.dialled })}
              <span className="ms-2 text-sm text-muted">{why(trace)}</span>
            </Td>
            <Td numeric>{expects(trace) ? tenth(trace.expected_answers) : '–'}</Td>
            <Td numeric>{expects(trace) ? tenth(trace.expected_agents) : '–'}</Td>
            <Td numeric>{trace.z === null ? '–' : tenth(trace.z)}</Td>
            <Td numeric>
              <RelativeTime value={trace.at} plain />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
