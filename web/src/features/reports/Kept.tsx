import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, FileChartColumn, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  Loading,
  Page,
  Skeleton,
  StatusPill,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { ExportMenu } from './ExportMenu'
import { keptQuery, removeReport, reportQuery } from './queries'
import { ReportView } from './ReportView'

/** Reports that were kept, or sent by a schedule, the latest first. */
export function KeptList() {
  const { t } = useTranslation()
  const format = useFormat()
  const { data, error, refetch } = useQuery(keptQuery)
  const day = (date: string) => format.date(`${date}T12:00:00`)
  return (
    <Page className="max-w-6xl">
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? (
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      ) : null}
      {data?.length === 0 ? (
        <EmptyState icon={FileChartColumn} title={t('reports.nothingKept')}>
          {t('reports.nothingKeptText')}
        </EmptyState>
      ) : null}
      {data && data.length > 0 ? (
        <Table label={t('reports.keptReports')}>
          <thead>
            <tr>
              <Th>{t('reports.nameOfReport')}</Th>
              <Th>{t('reports.subject')}</Th>
              <Th>{t('reports.days')}</Th>
              <Th>{t('reports.by')}</Th>
              <Th>{t('reports.made')}</Th>
            </tr>
          </thead>
          <tbody>
            {data.map((one) => (
              <Tr key={one.id}>
                <Td className="max-w-72 truncate">
                  <Link
                    to="/reports/kept/{-$reportId}"
                    params={{ reportId: one.id }}
                    className="rounded-sm text-accent hover:underline"
                  >
                    <bdi>{one.name || t(`reports.type.${one.type}`)}</bdi>
                  </Link>
                </Td>
                <Td className="whitespace-nowrap">{t(`reports.type.${one.type}`)}</Td>
                <Td className="whitespace-nowrap">
                  {day(one.start_date)} – {day(one.end_date)}
                </Td>
                <Td className="max-w-40 truncate">
                  {one.scheduled ? (
                    <StatusPill tone="neutral">{t('reports.scheduled')}</StatusPill>
                  ) : (
                    <bdi>{one.created_by}</bdi>
                  )}
                </Td>
                <Td className="whitespace-nowrap">{format.dateTime(one.created_at)}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      ) : null}
    </Page>
  )
}

export function KeptReport({ id, onGone }: { id: string; onGone: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(reportQuery(id))
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await removeReport(client, id)
      toast.success(t('reports.deleted'))
      onGone()
    } catch {
      toast.error(t('reports.notDeleted'))
      setBusy(false)
    }
  }
  return (
    <Page className="max-w-6xl">
      <div className="flex flex-wrap items-center gap-2">
        <Link
          to="/reports/kept/{-$reportId}"
          params={{}}
          className="flex items-center gap-1 rounded-sm text-accent hover:underline"
        >
          <ArrowLeft className="size-4 rtl:rotate-180" aria-hidden />
          {t('reports.keptReports')}
        </Link>
        <span className="flex flex-wrap gap-2 md:ms-auto">
          <ExportMenu idOf={async () => id} />
          <Button onClick={() => setAsking(true)}>
            <Trash2 className="size-4" aria-hidden />
            {t('reports.delete')}
          </Button>
        </span>
      </div>
      {data ? (
        <>
          <header className="flex flex-col gap-1">
            <h2 className="text-xl font-semibold" dir="auto">
              {data.name || t(`reports.type.${data.type}`)}
            </h2>
            <p className="text-sm text-muted">
              {t('reports.madeAt', { at: format.dateTime(data.created_at) })}
            </p>
          </header>
          <ReportView report={data} />
        </>
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading className="flex flex-col gap-6">
          <Skeleton className="h-16" />
          <Skeleton className="h-64" />
        </Loading>
      )}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('reports.deleteTitle')}
        description={t('reports.deleteText')}
        action={t('reports.delete')}
        onConfirm={() => void remove()}
        busy={busy}
        danger
      />
    </Page>
  )
}
