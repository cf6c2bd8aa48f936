import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import { Button, cn, EmptyState, Failure, Section, SkeletonRows, StatusPill, Table, Td, Th, Tr } from '@/ui'
import { AskForDialog } from './AskForDialog'
import { type Request, requestsQuery } from './queries'
import { RequestDialog } from './RequestDialog'
import { daysUntil, STATE_TONES } from './state'

export const whoOf = (one: Request) =>
  one.person_name ?? ([...one.addresses, ...one.numbers].join(', ') || `#${one.id}`)

function Clock({ request }: { request: Request }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (request.state === 'done' || request.state === 'refused')
    return <span className="text-muted">{format.date(request.finished_at ?? request.asked_at)}</span>
  const days = daysUntil(request.due_at, serverNow())
  return (
    <span className={cn(days <= 7 && 'text-urgent')} title={format.dateTime(request.due_at)}>
      {days < 0 ? t('privacy.overdue') : t('privacy.daysLeft', { count: days })}
    </span>
  )
}

/** What people asked, by when it must be answered, and how it stands. */
export function Requests({ open, onOpen }: { open?: number; onOpen: (id?: number) => void }) {
  const { t } = useTranslation()
  const query = useInfiniteQuery(requestsQuery(undefined))
  const [asking, setAsking] = useState(false)
  const requests = query.data?.pages.flat() ?? []
  const shown = requests.find((one) => one.id === open)
  return (
    <Section
      title={t('privacy.tabs.requests')}
      hint={t('privacy.requestsHint')}
      actions={
        <Button kind="primary" onClick={() => setAsking(true)}>
          <Plus aria-hidden />
          {t('privacy.askFor')}
        </Button>
      }
    >
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : requests.length === 0 ? (
        <EmptyState icon={ShieldCheck} title={t('privacy.noRequests')}>
          {t('privacy.noRequestsText')}
        </EmptyState>
      ) : (
        <Table label={t('privacy.tabs.requests')} className="min-w-lg">
          <thead>
            <tr>
              <Th>{t('privacy.who')}</Th>
              <Th>{t('privacy.what')}</Th>
              <Th>{t('privacy.stateOf')}</Th>
              <Th>{t('privacy.clock')}</Th>
            </tr>
          </thead>
          <tbody>
            {requests.map((one) => (
              <Tr key={one.id}>
                <Td className="max-w-64">
                  <button
                    type="button"
                    className="max-w-full truncate text-start text-accent hover:underline"
                    onClick={() => onOpen(one.id)}
                  >
                    <bdi>{whoOf(one)}</bdi>
                  </button>
                </Td>
                <Td>{t(`privacy.kind.${one.kind}`)}</Td>
                <Td>
                  <StatusPill tone={STATE_TONES[one.state]}>{t(`privacy.state.${one.state}`)}</StatusPill>
                </Td>
                <Td className="whitespace-nowrap">
                  <Clock request={one} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('privacy.more')}
        </Button>
      ) : null}
      {asking ? <AskForDialog onClose={() => setAsking(false)} /> : null}
      {shown ? <RequestDialog request={shown} onClose={() => onOpen(undefined)} /> : null}
    </Section>
  )
}
