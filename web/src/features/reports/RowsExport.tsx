import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '@/features/call-reports/range'
import { serverNow } from '@/services/clock'
import { Button, Field, Page, Section, Select } from '@/ui'
import { DATASETS, type Dataset, download, rowsUrl } from './queries'
import { RangeBar } from './RangeBar'
import { presetDays } from './search'

const FORMATS = ['csv', 'json', 'parquet'] as const

/** Rows as they are, for other programs. The file comes as it is read: a million rows are no matter. */
export function RowsExport() {
  const { t } = useTranslation()
  const [days, setDays] = useState(() => presetDays('last30', dayOf(serverNow())))
  const [dataset, setDataset] = useState<Dataset>('tickets')
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('csv')
  return (
    <Page className="max-w-6xl">
      <Section title={t('reports.rowsTitle')} hint={t('reports.rowsText')}>
        <div className="flex flex-col items-start gap-4">
          <div className="flex flex-wrap items-end gap-3">
            <Field label={t('reports.dataset')} className="min-w-40">
              {(control) => (
                <Select
                  {...control}
                  value={dataset}
                  onChange={setDataset}
                  options={DATASETS.map((one) => ({ value: one, label: t(`reports.datasets.${one}`) }))}
                />
              )}
            </Field>
            <Field label={t('reports.as')} className="min-w-32">
              {(control) => (
                <Select
                  {...control}
                  value={format}
                  onChange={setFormat}
                  options={FORMATS.map((one) => ({ value: one, label: t(`reports.format.${one}`) }))}
                />
              )}
            </Field>
          </div>
          <div className="flex flex-wrap items-end gap-3">
            <RangeBar days={days} onDays={setDays} />
          </div>
          <Button kind="primary" onClick={() => download(rowsUrl(dataset, format, days.from, days.to))}>
            <Download className="size-4" aria-hidden />
            {t('reports.download')}
          </Button>
        </div>
      </Section>
    </Page>
  )
}
