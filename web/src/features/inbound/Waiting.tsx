import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Clock } from '@/features/telephone/Clock'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { Section, Table, Td, Th, Tr } from '@/ui'
import { answeringQuery, lookAgain, waitingQuery } from './queries'

const LONG_S = 120

/** Everybody who holds the line, the longest first. */
export function WaitingNow() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data = [] } = useQuery(waitingQuery)
  useLive('call.status', (call) => (call.direction === 'in' ? void lookAgain(client) : undefined))
  return (
    <Section
      title={
        data.length > 0 ? t('inbound.waiting.title', { count: data.length }) : t('inbound.waiting.label')
      }
    >
      {data.length === 0 ? (
        <p className="text-muted">{t('inbound.waiting.none')}</p>
      ) : (
        <Table label={t('inbound.waiting.label')} className="min-w-lg">
          <thead>
            <tr>
              <Th>{t('inbound.waiting.caller')}</Th>
              <Th>{t('inbound.queue.one')}</Th>
              <Th>{t('inbound.waiting.ringsAt')}</Th>
              <Th numeric>{t('inbound.waiting.since')}</Th>
            </tr>
          </thead>
          <tbody>
            {data.map((one) => (
              <Tr key={one.call_id}>
                <Td className="py-1.5">
                  <bdi>{one.name || (one.number.startsWith('+') ? one.number : t('inbound.hidden'))}</bdi>
                  {one.name ? (
                    <bdi dir="ltr" className="block text-sm text-muted">
                      {one.number}
                    </bdi>
                  ) : null}
                </Td>
                <Td>
                  <bdi>{one.queue_name}</bdi>
                </Td>
                <Td>
                  {one.offered_to ? <bdi>{one.offered_name}</bdi> : <span className="text-muted">–</span>}
                </Td>
                <Td numeric>
                  <Clock since={one.since} longS={LONG_S} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

/** What became of calls that rang, by person: whom it rings at in vain is seen here. */
export function RangAt() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data = [] } = useQuery(answeringQuery)
  if (data.length === 0) return null
  return (
    <Section title={t('inbound.rang.title')} hint={t('inbound.rang.hint')}>
      <Table label={t('inbound.rang.title')} className="min-w-md">
        <thead>
          <tr>
            <Th>{t('inbound.rang.who')}</Th>
            <Th numeric>{t('inbound.rang.offered')}</Th>
            <Th numeric>{t('inbound.rang.declined')}</Th>
            <Th numeric>{t('inbound.rang.unanswered')}</Th>
          </tr>
        </thead>
        <tbody>
          {data.map((one) => (
            <Tr key={one.agent_id}>
              <Td>
                <bdi>{one.full_name}</bdi>
              </Td>
              <Td numeric>{format.number(one.offered)}</Td>
              <Td numeric>{format.number(one.declined)}</Td>
              <Td numeric>{format.number(one.unanswered)}</Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}
