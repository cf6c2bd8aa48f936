import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  RelativeTime,
  Section,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { retentionQuery, runRetention, runsQuery } from './queries'

function Runs() {
  const { t } = useTranslation()
  const format = useFormat()
  const query = useQuery(runsQuery)
  return (
    <Section title={t('privacy.runs')}>
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <EmptyState title={t('privacy.noRuns')} />
      ) : (
        <Table label={t('privacy.runs')}>
          <thead>
            <tr>
              <Th>{t('privacy.what')}</Th>
              <Th>{t('privacy.olderThan')}</Th>
              <Th numeric>{t('privacy.lines.rows')}</Th>
              <Th numeric>{t('privacy.lines.files')}</Th>
              <Th>{t('privacy.when')}</Th>
            </tr>
          </thead>
          <tbody>
            {query.data.map((run) => (
              <Tr key={run.id}>
                <Td>{t(`privacy.keeps.${run.kind}`)}</Td>
                <Td className="whitespace-nowrap">{format.date(run.cutoff)}</Td>
                <Td numeric>{format.number(run.rows)}</Td>
                <Td numeric>{format.number(run.files)}</Td>
                <Td className="whitespace-nowrap">
                  <RelativeTime plain value={run.started_at} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  )
}

/** How long what is kept, what would go now, and what went. */
export function Retention() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const format = useFormat()
  const query = useQuery(retentionQuery)
  const [asking, setAsking] = useState(false)
  const run = useMutation({
    mutationFn: () => runRetention(client),
    onSuccess: () => toast.success(t('privacy.runBegun')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setAsking(false),
  })
  const due = query.data?.reduce((sum, one) => sum + one.due, 0) ?? 0
  return (
    <div className="flex flex-col gap-8">
      <Section
        title={t('privacy.tabs.retention')}
        hint={t('privacy.retentionHint')}
        actions={
          <Button disabled={due === 0} onClick={() => setAsking(true)}>
            <Play aria-hidden />
            {t('privacy.runNow')}
          </Button>
        }
      >
        {query.isPending ? (
          <SkeletonRows rows={5} />
        ) : query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Table label={t('privacy.tabs.retention')}>
            <thead>
              <tr>
                <Th>{t('privacy.what')}</Th>
                <Th>{t('privacy.keptFor')}</Th>
                <Th numeric>{t('privacy.dueNow')}</Th>
              </tr>
            </thead>
            <tbody>
              {query.data.map((one) => (
                <Tr key={one.kind}>
                  <Td>{t(`privacy.keeps.${one.kind}`)}</Td>
                  <Td className="whitespace-nowrap">
                    {one.days === null ? (
                      <span className="text-muted">{t('privacy.forever')}</span>
                    ) : (
                      t('privacy.days', { count: one.days })
                    )}
                  </Td>
                  <Td numeric>{one.days === null ? '' : format.number(one.due)}</Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        )}
      </Section>
      <Runs />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('privacy.runNow')}
        description={t('privacy.runText', { count: due })}
        action={t('privacy.runAction')}
        danger
        busy={run.isPending}
        onConfirm={() => run.mutate()}
      />
    </div>
  )
}
