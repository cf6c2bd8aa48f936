import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
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
import { DAYS, type Days, type Refusal, type Rule, refusalCountsQuery, refusalsQuery } from './queries'

const RULES = [
  'do_not_call',
  'calling_hours',
  'attempts_per_day',
  'attempts_total',
  'number_in_call',
  'held_after_abandon',
  'number_invalid',
  'no_number',
  'concurrency',
  'carrier_rate',
  'paused',
  'nobody_available',
] as const satisfies readonly Rule[]
const ANY = 'any'

function Rows({ refusals }: { refusals: Refusal[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table label={t('callingSettings.refusals.title')} className="min-w-xl">
      <thead>
        <tr>
          <Th>{t('callingSettings.refusals.at')}</Th>
          <Th>{t('callingSettings.dnc.number')}</Th>
          <Th>{t('callingSettings.refusals.rule')}</Th>
          <Th>{t('callingSettings.refusals.again')}</Th>
        </tr>
      </thead>
      <tbody>
        {refusals.map((one) => (
          <Tr key={one.id}>
            <Td className="whitespace-nowrap">
              <RelativeTime plain value={one.at} />
            </Td>
            <Td className="whitespace-nowrap">
              {one.lead_id ? (
                <Link
                  to="/leads/{-$leadId}"
                  params={{ leadId: String(one.lead_id) }}
                  search={{}}
                  className="inline-flex min-h-6 items-center text-accent hover:underline"
                >
                  <bdi dir="ltr">{one.number ?? `#${one.lead_id}`}</bdi>
                </Link>
              ) : (
                <bdi dir="ltr">{one.number}</bdi>
              )}
            </Td>
            <Td className="py-1.5">
              {t(`callingSettings.rule.${one.rule}`)}
              {one.detail ? <span className="block text-sm text-muted">{one.detail}</span> : null}
            </Td>
            <Td className="whitespace-nowrap">
              {one.until ? format.dateTime(one.until) : t('callingSettings.refusals.notByItself')}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Why leads were not dialled, by the rule that kept them. */
export function Refusals() {
  const { t } = useTranslation()
  const format = useFormat()
  const [rule, setRule] = useState<Rule>()
  const [days, setDays] = useState<Days>(7)
  const counts = useQuery(refusalCountsQuery(days))
  const query = useInfiniteQuery(refusalsQuery(rule))
  const refusals = query.data?.pages.flatMap((page) => page.items) ?? []
  const countOf = (each: Rule) => (counts.data?.[each] ? ` (${format.number(counts.data[each])})` : '')
  return (
    <Section title={t('callingSettings.refusals.title')} hint={t('callingSettings.refusals.hint')}>
      <div className="grid grid-cols-1 gap-3 sm:max-w-xl sm:grid-cols-2">
        <Select
          aria-label={t('callingSettings.refusals.rule')}
          value={rule ?? ANY}
          onChange={(next) => setRule(RULES.find((each) => each === next))}
          options={[
            { value: ANY, label: t('callingSettings.refusals.any') },
            ...RULES.map((each) => ({
              value: each as string,
              label: `${t(`callingSettings.rule.${each}`)}${countOf(each)}`,
            })),
          ]}
        />
        <Select
          aria-label={t('callingSettings.refusals.days')}
          value={String(days)}
          onChange={(next) => setDays(DAYS.find((each) => String(each) === next) ?? 7)}
          options={DAYS.map((each) => ({
            value: String(each),
            label: t('callingSettings.refusals.counted', { count: each }),
          }))}
        />
      </div>
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : refusals.length > 0 ? (
        <Rows refusals={refusals} />
      ) : (
        <EmptyState icon={ShieldCheck} title={t('callingSettings.refusals.none')}>
          {t('callingSettings.refusals.noneText')}
        </EmptyState>
      )}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('callingSettings.more')}
        </Button>
      ) : null}
    </Section>
  )
}
