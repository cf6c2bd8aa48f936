import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Failure, RelativeTime, SkeletonRows, StatusPill, Table, Td, Th, Tr } from '@/ui'
import { STATE_TONES } from './OneImport'
import { importsQuery } from './queries'

/** What was brought in, the latest first. */
export function History() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(importsQuery)
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={4} />
  if (data.length === 0) return <p className="text-muted">{t('imports.none')}</p>
  return (
    <Table label={t('imports.history')}>
      <thead>
        <tr>
          <Th>{t('imports.file')}</Th>
          <Th>{t('imports.stateLabel')}</Th>
          <Th numeric>{t('imports.count.new')}</Th>
          <Th numeric>{t('imports.count.errors')}</Th>
          <Th numeric>{t('imports.when')}</Th>
        </tr>
      </thead>
      <tbody>
        {data.map((one) => (
          <Tr key={one.id}>
            <Td className="max-w-64 truncate">
              <Link
                to="/imports/{-$importId}"
                params={{ importId: String(one.id) }}
                className="text-accent hover:underline"
              >
                {one.name}
              </Link>
            </Td>
            <Td>
              <StatusPill tone={STATE_TONES[one.state]}>{t(`imports.state.${one.state}`)}</StatusPill>
            </Td>
            <Td numeric>{format.number(one.counts.new)}</Td>
            <Td numeric>{format.number(one.counts.errors)}</Td>
            <Td numeric>
              <RelativeTime value={one.created_at} plain />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
