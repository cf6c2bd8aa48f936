import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Mail, Send } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  EmptyState,
  Failure,
  Input,
  RelativeTime,
  Section,
  Select,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tile,
  Tiles,
  Tr,
} from '@/ui'
import { CHANNELS, type Message, type MessageFilter, messagesQuery, STATES, statisticsQuery } from './queries'
import { Reason, State } from './State'

const DAYS = 30

function Numbers() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(statisticsQuery(DAYS))
  if (!data) return <SkeletonRows rows={1} />
  const lost = (data.counts.refused ?? 0) + (data.counts.failed ?? 0) + (data.counts.bounced ?? 0)
  return (
    <Tiles label={t('messages.numbers')}>
      <Tile
        label={t('messages.sentCount')}
        value={format.number(data.messages_sent)}
        aside={t('messages.lastDays')}
      />
      <Tile label={t('messages.rate')} value={`${format.number(data.delivery_rate)} %`} />
      <Tile label={t('messages.lost')} value={format.number(lost)} tone={lost ? 'urgent' : undefined} />
      <Tile label={t('messages.notSent')} value={format.number(data.counts.suppressed ?? 0)} />
    </Tiles>
  )
}

function Rows({ messages, onOpen }: { messages: Message[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <Table label={t('messages.log')} className="min-w-md">
      <thead>
        <tr>
          <Th>{t('messages.one')}</Th>
          <Th>{t('messages.how')}</Th>
          <Th>{t('messages.when')}</Th>
        </tr>
      </thead>
      <tbody>
        {messages.map((one) => (
          <Tr key={one.id}>
            <Td className="max-w-96 py-1.5">
              <button
                type="button"
                dir="auto"
                className="block max-w-full truncate text-start text-accent hover:underline pointer-coarse:min-h-11"
                onClick={() => onOpen(one.id)}
              >
                {one.subject || one.id}
              </button>
              <bdi dir="ltr" className="block truncate">
                {one.recipient}
              </bdi>
              <span className="block text-sm text-muted">{t(`messages.channel.${one.channel}`)}</span>
            </Td>
            <Td className="max-w-64 py-1.5">
              <State state={one.state} />
              {one.reason ? (
                <span className="block text-sm text-muted">
                  <Reason reason={one.reason} />
                </span>
              ) : null}
            </Td>
            <Td className="whitespace-nowrap">
              <RelativeTime plain value={one.created_at} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Everything that was to be sent, and how far it got. */
export function MessageLog({
  filter,
  onFilter,
  onOpen,
  onWrite,
}: {
  filter: MessageFilter
  onFilter: (filter: MessageFilter) => void
  onOpen: (id: string) => void
  onWrite?: () => void
}) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(filter.q ?? '')
  useEffect(() => {
    const wanted = typed.trim() || undefined
    if (wanted === filter.q) return
    const timer = setTimeout(() => onFilter({ ...filter, q: wanted }), 250)
    return () => clearTimeout(timer)
  }, [typed, filter, onFilter])
  const query = useInfiniteQuery(messagesQuery(filter))
  const found = query.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Boolean(filter.channel || filter.state || filter.q)
  const write = onWrite ? (
    <Button kind="primary" onClick={onWrite}>
      <Send aria-hidden /> {t('messages.write')}
    </Button>
  ) : null
  return (
    <div className="flex flex-col gap-6">
      <Numbers />
      <Section title={t('messages.log')} actions={write}>
        <div className="grid grid-cols-1 gap-2 sm:grid-cols-3">
          <Input
            type="search"
            dir="ltr"
            aria-label={t('messages.search')}
            placeholder={t('messages.search')}
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Select
            aria-label={t('messages.byChannel')}
            value={filter.channel ?? 'all'}
            onChange={(next) => onFilter({ ...filter, channel: next === 'all' ? undefined : next })}
            options={[
              { value: 'all' as const, label: t('messages.allChannels') },
              ...CHANNELS.map((value) => ({ value, label: t(`messages.channel.${value}`) })),
            ]}
          />
          <Select
            aria-label={t('messages.how')}
            value={filter.state ?? 'all'}
            onChange={(next) => onFilter({ ...filter, state: next === 'all' ? undefined : next })}
            options={[
              { value: 'all' as const, label: t('messages.allStates') },
              ...STATES.map((value) => ({ value, label: t(`messages.state.${value}`) })),
            ]}
          />
        </div>
        {query.isPending ? (
          <SkeletonRows rows={6} />
        ) : query.isError && !query.data ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : found.length === 0 ? (
          <EmptyState icon={Mail} title={t(isFiltered ? 'messages.noneSo' : 'messages.none')} action={write}>
            {isFiltered ? null : t('messages.noneText')}
          </EmptyState>
        ) : (
          <Rows messages={found} onOpen={onOpen} />
        )}
        {query.hasNextPage ? (
          <Button
            className="self-start"
            busy={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('messages.older')}
          </Button>
        ) : null}
      </Section>
    </div>
  )
}
