import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { Inbox } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
  Badge,
  Button,
  EmptyState,
  Failure,
  RelativeTime,
  Section,
  Select,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { DeliveryDialog } from './DeliveryDialog'
import { State } from './Health'
import { type Delivery, type DeliveryState, deliveriesQuery, STATES, type Webhook } from './queries'

/** What the last attempt came to: a status, or why there was none. */
export function Outcome({ status, fault }: { status: number | null; fault: string | null }) {
  const { t } = useTranslation()
  if (status !== null) return <>HTTP {status}</>
  return fault ? t(`webhooks.fault.${fault}`) : <span className="text-muted">–</span>
}

function Rows({ webhook, deliveries }: { webhook: Webhook; deliveries: Delivery[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table label={t('webhooks.deliveries')} className="min-w-xl">
      <thead>
        <tr>
          <Th>{t('webhooks.when')}</Th>
          <Th>{t('webhooks.event')}</Th>
          <Th>{t('webhooks.how')}</Th>
          <Th>{t('webhooks.answer')}</Th>
          <Th numeric>{t('webhooks.attempts')}</Th>
        </tr>
      </thead>
      <tbody>
        {deliveries.map((one) => (
          <Tr key={one.id}>
            <Td className="whitespace-nowrap">
              <RelativeTime plain value={one.happened_at} />
            </Td>
            <Td>
              <Link
                to="/settings/webhooks"
                search={(before) => ({ ...before, webhook: webhook.id, delivery: one.id })}
                className="text-accent hover:underline"
              >
                <code>{one.type}</code>
              </Link>{' '}
              {one.is_test ? <Badge tone="info">{t('webhooks.isTest')}</Badge> : null}
            </Td>
            <Td>
              <State state={one.state} />
            </Td>
            <Td className="whitespace-nowrap">
              <Outcome status={one.last_status} fault={one.last_fault} />
            </Td>
            <Td numeric>{format.number(one.attempts)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Everything that was sent, or is to be, of the last thirty days. */
export function Deliveries({
  webhook,
  state,
  open,
  mayChange,
}: {
  webhook: Webhook
  state: DeliveryState | undefined
  open: number | undefined
  mayChange: boolean
}) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const query = useInfiniteQuery(deliveriesQuery(webhook.id, state))
  const found = query.data?.pages.flat() ?? []
  const go = (search: { state?: DeliveryState; delivery?: number }) =>
    void navigate({ to: '/settings/webhooks', search: { webhook: webhook.id, ...search }, replace: true })
  return (
    <Section
      title={t('webhooks.deliveries')}
      hint={t('webhooks.deliveriesHint')}
      actions={
        <Select
          className="w-44"
          aria-label={t('webhooks.how')}
          value={state ?? 'all'}
          onChange={(next) => go({ state: next === 'all' ? undefined : next })}
          options={[
            { value: 'all' as const, label: t('webhooks.allStates') },
            ...STATES.map((value) => ({ value, label: t(`webhooks.state.${value}`) })),
          ]}
        />
      }
    >
      {query.isPending ? (
        <SkeletonRows rows={5} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : found.length === 0 ? (
        <EmptyState icon={Inbox} title={t('webhooks.noDeliveries')}>
          {t(state ? 'webhooks.noneSo' : 'webhooks.noDeliveriesText')}
        </EmptyState>
      ) : (
        <Rows webhook={webhook} deliveries={found} />
      )}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('webhooks.older')}
        </Button>
      ) : null}
      {open ? (
        <DeliveryDialog webhook={webhook} id={open} mayChange={mayChange} onClose={() => go({ state })} />
      ) : null}
    </Section>
  )
}
