import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Save } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Failure, Field, Loading, Page, Select, Skeleton, Switch } from '@/ui'
import { ExportMenu } from './ExportMenu'
import { NameDialog } from './NameDialog'
import { drawnQuery, keepReport, STEPS, type Step, TYPES, type Wanted } from './queries'
import { RangeBar } from './RangeBar'
import { ReportView } from './ReportView'
import { ScheduleDialog } from './ScheduleDialog'

/** A report as one turns the knobs: it is drawn up at once, and kept when one says so. */
export function Builder({
  wanted,
  onWanted,
  onKept,
}: {
  wanted: Wanted
  onWanted: (wanted: Wanted) => void
  onKept: (id: string) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...drawnQuery(wanted),
    placeholderData: (before) => (before?.type === wanted.type ? before : undefined),
  })
  const [dialog, setDialog] = useState<'name' | 'schedule' | null>(null)
  const change = (changes: Partial<Wanted>) => onWanted({ ...wanted, ...changes })
  return (
    <Page className="max-w-6xl">
      <div className="flex flex-wrap items-end gap-3">
        <Field label={t('reports.subject')} className="min-w-48">
          {(control) => (
            <Select
              {...control}
              value={wanted.type}
              onChange={(type) => change({ type })}
              options={TYPES.map((type) => ({ value: type, label: t(`reports.type.${type}`) }))}
            />
          )}
        </Field>
        <RangeBar days={wanted} onDays={(days) => change({ ...days, step: undefined })} />
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Field label={t('reports.group')} className="min-w-32">
          {(control) => (
            <Select
              {...control}
              value={wanted.step ?? 'auto'}
              onChange={(step) => change({ step: step === 'auto' ? undefined : (step as Step) })}
              options={['auto' as const, ...STEPS].map((step) => ({
                value: step,
                label: t(`reports.step.${step}`),
              }))}
            />
          )}
        </Field>
        <Switch
          checked={wanted.compare}
          onChange={(compare) => change({ compare })}
          label={t('reports.compare')}
        />
        <div className="flex flex-wrap gap-2 md:ms-auto">
          <Button onClick={() => setDialog('schedule')}>
            <CalendarClock className="size-4" aria-hidden />
            {t('reports.schedule')}
          </Button>
          <ExportMenu idOf={async () => (await keepReport(client, wanted, '')).id} />
          <Button kind="primary" onClick={() => setDialog('name')} disabled={!data}>
            <Save className="size-4" aria-hidden />
            {t('reports.keep')}
          </Button>
        </div>
      </div>
      {data ? (
        <div className={isPlaceholderData ? 'flex flex-col gap-8 opacity-60' : 'flex flex-col gap-8'}>
          <ReportView report={data} />
        </div>
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading className="flex flex-col gap-6">
          <Skeleton className="h-16" />
          <Skeleton className="h-64" />
          <Skeleton className="h-48" />
        </Loading>
      )}
      {dialog === 'name' ? (
        <NameDialog
          wanted={wanted}
          onClose={() => setDialog(null)}
          onKept={(id) => {
            setDialog(null)
            onKept(id)
          }}
        />
      ) : null}
      {dialog === 'schedule' ? (
        <ScheduleDialog schedule={null} type={wanted.type} onClose={() => setDialog(null)} />
      ) : null}
    </Page>
  )
}
