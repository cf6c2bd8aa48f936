import { useQuery, useQueryClient } from '@tanstack/react-query'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  Checkbox,
  EmptyState,
  Failure,
  Field,
  InlineFailure,
  Input,
  RelativeTime,
  Section,
  Select,
  SkeletonRows,
  StatusPill,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { type Run, runEvaluation, runsQuery } from './queries'
import { RunDetails } from './RunDetails'

function StartForm({ onDone }: { onDone: (run: Run) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [label, setLabel] = useState('')
  const [drafts, setDrafts] = useState(false)
  const [threshold, setThreshold] = useState<string>('own')
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const format = useFormat()
  const start = async () => {
    setBusy(true)
    setError(undefined)
    try {
      onDone(
        await runEvaluation(client, {
          label,
          with_drafts: drafts,
          threshold: threshold === 'own' ? null : Number(threshold),
        }),
      )
      setLabel('')
    } catch (failed) {
      setError(failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      <div className="grid max-w-2xl gap-3 md:grid-cols-2">
        <Field label={t('bot.runLabel')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              maxLength={100}
              value={label}
              onChange={(event) => setLabel(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('bot.threshold')}>
          {(control) => (
            <Select
              {...control}
              value={threshold}
              onChange={setThreshold}
              options={[
                { value: 'own', label: t('bot.thresholdNow') },
                ...['0.5', '0.6', '0.7', '0.8', '0.9'].map((each) => ({
                  value: each,
                  label: format.percent(Number(each)),
                })),
              ]}
            />
          )}
        </Field>
      </div>
      <Checkbox
        checked={drafts}
        onChange={setDrafts}
        label={t('bot.withDrafts')}
        hint={t('bot.withDraftsHint')}
      />
      <InlineFailure error={error} />
      <Button type="submit" kind="primary" className="self-start" busy={busy}>
        {t('bot.start')}
      </Button>
    </form>
  )
}

function RunRow({ run, chosen, onOpen }: { run: Run; chosen: boolean; onOpen: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { scores } = run
  const share = (value: number | undefined) => (value === undefined ? '–' : format.percent(value))
  return (
    <Tr className={chosen ? 'bg-selected' : undefined}>
      <Td className="min-w-40 py-1.5">
        <button
          type="button"
          className="block text-start text-accent hover:underline"
          aria-expanded={chosen}
          onClick={onOpen}
        >
          <span dir="auto">{run.label || t('bot.runNumber', { id: run.id })}</span>
        </button>
        <span className="block text-sm text-muted">
          <RelativeTime plain value={run.created_at} />
          {run.with_drafts ? ` · ${t('bot.drafts')}` : null}
        </span>
      </Td>
      <Td numeric>{format.percent(run.threshold)}</Td>
      {run.state === 'done' ? (
        <>
          <Td numeric>{share(scores?.recall_at_1)}</Td>
          <Td numeric>{share(scores?.answered)}</Td>
          <Td numeric>{share(scores?.precision)}</Td>
          <Td numeric>{share(scores?.escalated)}</Td>
          <Td numeric>{scores ? scores.ece.toFixed(3) : '–'}</Td>
        </>
      ) : (
        <Td colSpan={5}>
          <StatusPill tone={run.state === 'failed' ? 'urgent' : 'info'}>
            {t(`bot.state.${run.state}`)}
          </StatusPill>
        </Td>
      )}
    </Tr>
  )
}

/** Runs over the golden set, newest first; one of them question by question, beside another. */
export function Runs({
  mayWrite,
  run,
  base,
  onOpen,
}: {
  mayWrite: boolean
  run: number | undefined
  base: number | undefined
  onOpen: (run: number | undefined, base?: number) => void
}) {
  const { t } = useTranslation()
  const query = useQuery(runsQuery)
  const runs = query.data ?? []
  const opened = runs.find((each) => each.id === run)
  return (
    <div className="flex flex-col gap-8">
      {mayWrite ? (
        <Section title={t('bot.newRun')} hint={t('bot.newRunHint')}>
          <StartForm onDone={(made) => onOpen(made.id, runs.find((each) => each.state === 'done')?.id)} />
        </Section>
      ) : null}
      {opened?.state === 'done' ? (
        <RunDetails
          run={opened}
          others={runs.filter((each) => each.id !== opened.id && each.state === 'done')}
          base={base}
          onBase={(next) => onOpen(opened.id, next)}
        />
      ) : null}
      <Section title={t('bot.runs')}>
        {query.isPending ? (
          <SkeletonRows rows={3} />
        ) : query.isError && !query.data ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : runs.length === 0 ? (
          <EmptyState icon={FlaskConical} title={t('bot.noRuns')}>
            {t('bot.noRunsText')}
          </EmptyState>
        ) : (
          <Table label={t('bot.runs')} className="min-w-2xl">
            <thead>
              <tr>
                <Th>{t('bot.run')}</Th>
                <Th numeric>{t('bot.threshold')}</Th>
                <Th numeric>{t('bot.recall')}</Th>
                <Th numeric>{t('bot.answered')}</Th>
                <Th numeric>{t('bot.precision')}</Th>
                <Th numeric>{t('bot.leftToPeople')}</Th>
                <Th numeric>{t('bot.ece')}</Th>
              </tr>
            </thead>
            <tbody>
              {runs.map((each) => (
                <RunRow
                  key={each.id}
                  run={each}
                  chosen={each.id === run}
                  onOpen={() => onOpen(each.id === run ? undefined : each.id)}
                />
              ))}
            </tbody>
          </Table>
        )}
      </Section>
    </div>
  )
}
