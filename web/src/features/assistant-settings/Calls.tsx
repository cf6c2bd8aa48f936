import { useInfiniteQuery } from '@tanstack/react-query'
import { MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Button, EmptyState, Failure, RelativeTime, Section, SkeletonRows, Table, Td, Th, Tr } from '@/ui'
import { Outcome } from './Outcome'
import { callsQuery, type ModelCall } from './queries'

const PURPOSES = ['chatbot', 'reply', 'suggestion', 'summary', 'query', 'test'] as const
const isKnown = (purpose: string): purpose is (typeof PURPOSES)[number] =>
  (PURPOSES as readonly string[]).includes(purpose)

function Texts({ call }: { call: ModelCall }) {
  const { t } = useTranslation()
  if (call.prompt === null && call.answer === null) return null
  return (
    <details className="text-sm">
      <summary className="cursor-pointer text-accent">{t('assistantSettings.texts')}</summary>
      <pre dir="auto" className="max-h-60 max-w-[72ch] overflow-y-auto py-1 whitespace-pre-wrap break-words">
        {call.prompt}
        {call.answer === null ? null : `\n\n→ ${call.answer}`}
      </pre>
    </details>
  )
}

function Rows({ calls }: { calls: ModelCall[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table label={t('assistantSettings.calls')} className="min-w-3xl">
      <thead>
        <tr>
          <Th>{t('assistantSettings.when')}</Th>
          <Th>{t('assistantSettings.who')}</Th>
          <Th>{t('assistantSettings.purpose')}</Th>
          <Th>{t('assistantSettings.how')}</Th>
          <Th numeric>{t('assistantSettings.tokens')}</Th>
          <Th numeric>{t('assistantSettings.took')}</Th>
          <Th numeric>{t('assistantSettings.cost')}</Th>
        </tr>
      </thead>
      <tbody>
        {calls.map((call) => (
          <Tr key={call.id}>
            <Td className="whitespace-nowrap">
              <RelativeTime plain value={call.at} />
            </Td>
            <Td className="py-1.5">
              <span className="block">{call.provider}</span>
              <span className="block text-sm whitespace-nowrap text-muted">{call.model}</span>
              <Texts call={call} />
            </Td>
            <Td>
              <span className="block">
                {isKnown(call.purpose) ? t(`assistantSettings.purposes.${call.purpose}`) : call.purpose}
              </span>
              {call.masked ? (
                <span className="block text-sm text-muted">{t('assistantSettings.masked')}</span>
              ) : null}
            </Td>
            <Td className="py-1.5">
              <Outcome outcome={call.outcome} />
              {call.detail.startsWith('HTTP') ? (
                <span className="block text-sm text-muted">{call.detail}</span>
              ) : null}
            </Td>
            <Td numeric className="whitespace-nowrap">
              {format.number(call.tokens_in)} → {format.number(call.tokens_out)}
            </Td>
            <Td numeric className="whitespace-nowrap">
              {format.number(call.latency_ms)} ms
            </Td>
            <Td numeric>{format.number(call.cost)}</Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Who was asked what for, how it ended and what it cost: never what was said, unless one wants it. */
export function Calls() {
  const { t } = useTranslation()
  const query = useInfiniteQuery(callsQuery)
  const calls = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section title={t('assistantSettings.calls')} hint={t('assistantSettings.callsHint')}>
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : calls.length === 0 ? (
        <EmptyState icon={MessagesSquare} title={t('assistantSettings.noCalls')}>
          {t('assistantSettings.noCallsText')}
        </EmptyState>
      ) : (
        <Rows calls={calls} />
      )}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('assistantSettings.more')}
        </Button>
      ) : null}
    </Section>
  )
}
