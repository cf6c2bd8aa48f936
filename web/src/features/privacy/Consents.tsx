import { useInfiniteQuery } from '@tanstack/react-query'
import { Handshake } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  Button,
  Checkbox,
  EmptyState,
  Failure,
  Input,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusPill,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { consentsQuery } from './queries'

/** Who agreed to what, with what shows it. */
export function Consents() {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [standing, setStanding] = useState(true)
  const words = useDeferredValue(typed.trim())
  const query = useInfiniteQuery(consentsQuery(words, standing))
  const rows = query.data?.pages.flat() ?? []
  return (
    <Section title={t('privacy.tabs.consents')} hint={t('privacy.consentsHint')}>
      <div className="flex flex-wrap items-center gap-4">
        <Input
          type="search"
          className="max-w-72"
          aria-label={t('privacy.searchPeople')}
          placeholder={t('privacy.searchPeople')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Checkbox checked={standing} onChange={setStanding} label={t('privacy.onlyStanding')} />
      </div>
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : rows.length === 0 ? (
        <EmptyState icon={Handshake} title={t('privacy.noConsents')} />
      ) : (
        <Table label={t('privacy.tabs.consents')} className="min-w-xl">
          <thead>
            <tr>
              <Th>{t('privacy.who')}</Th>
              <Th>{t('privacy.to')}</Th>
              <Th>{t('privacy.answer')}</Th>
              <Th>{t('privacy.proof')}</Th>
              <Th>{t('privacy.when')}</Th>
            </tr>
          </thead>
          <tbody>
            {rows.map((one) => (
              <Tr key={one.id}>
                <Td className="max-w-48 truncate">
                  <bdi>{one.person_name}</bdi>
                </Td>
                <Td>{t(`myData.consent.${one.type}`)}</Td>
                <Td>
                  <StatusPill tone={one.value ? 'good' : 'neutral'}>
                    {t(one.value ? 'privacy.yes' : 'privacy.no')}
                  </StatusPill>
                </Td>
                <Td className="max-w-72 py-1.5">
                  {t(`privacy.source.${one.source}`)}
                  <span
                    className="block truncate text-sm text-muted"
                    title={[one.wording, one.wording_version].filter(Boolean).join('\n')}
                  >
                    {[one.wording, one.address].filter(Boolean).join(' · ')}
                  </span>
                </Td>
                <Td className="whitespace-nowrap">
                  <RelativeTime plain value={one.recorded_at} />
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
    </Section>
  )
}
