import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { PhoneOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { campaignsQuery } from '@/features/campaigns/queries'
import { useSession } from '@/features/session/context'
import { clock } from '@/features/telephone/clock'
import { callListQuery, phoneKeys } from '@/features/telephone/queries'
import { Recording } from '@/features/telephone/Recording'
import { CallStatusPill } from '@/features/telephone/words'
import { useLive } from '@/hooks/useLive'
import { useLookAgain } from '@/hooks/useLookAgain'
import type { Campaign, PhoneCall } from '@/services/types'
import { Button, EmptyState, Failure, Page, RelativeTime, SkeletonRows, Table, Td, Th, Tr } from '@/ui'
import { Filters } from './Filters'
import { type CallLogSearch, momentsOf } from './search'

/** Every call there was, the latest first: whom, by whom, what came of it, and what was said. */
export function CallLog({
  search,
  onSearch,
}: {
  search: CallLogSearch
  onSearch: (search: CallLogSearch) => void
}) {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const query = useInfiniteQuery(callListQuery(momentsOf(search)))
  const { data: campaigns } = useQuery({ ...campaignsQuery, enabled: scopes.includes('campaigns:read') })
  const again = useLookAgain()
  useLive('call.status', () => again(phoneKeys.lists))
  const calls = query.data?.pages.flatMap(({ items }) => items) ?? []
  const filtered = Object.values(search).some((value) => value !== undefined)
  return (
    <Page className="max-w-6xl">
      <Filters search={search} onSearch={onSearch} campaigns={campaigns ?? []} />
      {query.isPending ? (
        <SkeletonRows rows={10} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : calls.length === 0 ? (
        <EmptyState icon={PhoneOff} title={t(filtered ? 'ui.nothingFound' : 'callLog.none')}>
          {t(filtered ? 'callLog.noneFits' : 'callLog.noneText')}
        </EmptyState>
      ) : (
        <>
          <Calls calls={calls} campaigns={campaigns ?? []} />
          {query.hasNextPage ? (
            <Button
              className="self-start"
              busy={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {t('telephone.more')}
            </Button>
          ) : null}
        </>
      )}
    </Page>
  )
}

function Calls({ calls, campaigns }: { calls: PhoneCall[]; campaigns: Campaign[] }) {
  const { t } = useTranslation()
  const named = new Map(campaigns.map(({ id, name }) => [id, name]))
  return (
    <Table label={t('nav.callLog')}>
      <thead>
        <tr>
          <Th>{t('callLog.when')}</Th>
          <Th>{t('callLog.state')}</Th>
          <Th>{t('callLog.with')}</Th>
          <Th>{t('callLog.agent')}</Th>
          <Th>{t('callLog.campaign')}</Th>
          <Th numeric>{t('callLog.talk')}</Th>
          <Th>{t('callLog.outcome')}</Th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <Tr key={call.id}>
            <Td className="whitespace-nowrap">
              <RelativeTime value={call.created_at} plain />
            </Td>
            <Td>
              <CallStatusPill call={call} />
            </Td>
            <Td className="max-w-56">
              <Party call={call} />
            </Td>
            <Td className="max-w-40 truncate">
              <bdi>{call.agent?.full_name ?? '–'}</bdi>
              {call.transferred_to ? (
                <span className="block truncate text-sm text-muted">
                  {t('callLog.passedTo', { name: call.transferred_to })}
                </span>
              ) : null}
            </Td>
            <Td className="max-w-40 truncate">
              {call.campaign_id === null ? (
                <span className="text-muted">{t(`telephone.mode.${call.mode}`)}</span>
              ) : (
                <bdi>{named.get(call.campaign_id) ?? `#${call.campaign_id}`}</bdi>
              )}
            </Td>
            <Td numeric>{call.duration > 0 ? clock(call.duration) : '–'}</Td>
            <Td className="max-w-72">
              <span className="flex flex-col gap-1">
                <span className="break-words" dir="auto">
                  {[call.disposition?.label, call.notes].filter(Boolean).join(': ') || '–'}
                </span>
                <Recording call={call} />
              </span>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Party({ call }: { call: PhoneCall }) {
  const { t } = useTranslation()
  const number = (
    <span className="block truncate text-sm text-muted tabular-nums">
      {call.number}
      {call.direction === 'in' ? ` · ${t('callLog.direction.in')}` : null}
    </span>
  )
  if (!call.lead) return number
  return (
    <>
      <Link
        to="/leads/{-$leadId}"
        params={{ leadId: String(call.lead.id) }}
        search={{}}
        className="block truncate text-accent hover:underline"
      >
        <bdi>{call.lead.name || call.number}</bdi>
      </Link>
      {call.lead.name ? number : null}
    </>
  )
}
