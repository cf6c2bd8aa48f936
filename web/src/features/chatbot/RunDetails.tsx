import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
  Failure,
  Section,
  Select,
  SkeletonRows,
  StatusPill,
  Table,
  Td,
  Th,
  Tile,
  Tiles,
  type Tone,
  Tr,
} from '@/ui'
import { comparisonQuery, type Mark, type Run, resultsQuery } from './queries'

const TONES: Record<Mark, Tone> = { right: 'good', wrong: 'urgent', missed: 'waiting' }
const NONE = 'none'

function MarkPill({ mark }: { mark: Mark }) {
  const { t } = useTranslation()
  return <StatusPill tone={TONES[mark]}>{t(`bot.mark.${mark}`)}</StatusPill>
}

function Found({ title, confidence }: { title: string; confidence: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <span dir="auto" className="block">
        {title || t('bot.nothingFound')}
      </span>
      {title ? (
        <span className="block text-sm text-muted">{format.percent(Math.min(confidence, 0.99))}</span>
      ) : null}
    </>
  )
}

function Results({ run }: { run: Run }) {
  const { t } = useTranslation()
  const query = useQuery(resultsQuery(run.id))
  if (query.isPending) return <SkeletonRows rows={4} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const order: Mark[] = ['wrong', 'missed', 'right']
  const results = query.data.toSorted((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark))
  return (
    <Table label={t('bot.results')} className="min-w-xl">
      <thead>
        <tr>
          <Th>{t('bot.question')}</Th>
          <Th>{t('bot.result')}</Th>
          <Th>{t('bot.found')}</Th>
        </tr>
      </thead>
      <tbody>
        {results.map((each) => (
          <Tr key={each.golden_id}>
            <Td className="min-w-40 py-1.5">
              <span dir="auto">{each.question}</span>
            </Td>
            <Td>
              <MarkPill mark={each.mark} />
            </Td>
            <Td className="min-w-40 py-1.5">
              <Found title={each.found_title} confidence={each.confidence} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Differences({ run, base }: { run: Run; base: number }) {
  const { t } = useTranslation()
  const query = useQuery(comparisonQuery(run.id, base))
  if (query.isPending) return <SkeletonRows rows={4} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const { better, worse, differences } = query.data
  return (
    <div className="flex flex-col gap-3">
      <Tiles label={t('bot.compare')}>
        <Tile label={t('bot.better')} value={better} tone={better ? 'good' : undefined} />
        <Tile label={t('bot.worse')} value={worse} tone={worse ? 'urgent' : undefined} />
      </Tiles>
      {differences.length === 0 ? (
        <p className="text-muted">{t('bot.noDifference')}</p>
      ) : (
        <Table label={t('bot.differences')} className="min-w-2xl">
          <thead>
            <tr>
              <Th>{t('bot.question')}</Th>
              <Th>{t('bot.before')}</Th>
              <Th>{t('bot.after')}</Th>
            </tr>
          </thead>
          <tbody>
            {differences.map((each) => (
              <Tr key={each.golden_id}>
                <Td className="min-w-40 py-1.5 align-top">
                  <span dir="auto">{each.question}</span>
                </Td>
                <Td className="min-w-40 py-1.5 align-top">
                  <MarkPill mark={each.before} />
                  <Found title={each.found_before} confidence={each.confidence_before} />
                </Td>
                <Td className="min-w-40 py-1.5 align-top">
                  <MarkPill mark={each.after} />
                  <Found title={each.found_after} confidence={each.confidence_after} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  )
}

export function RunDetails({
  run,
  others,
  base,
  onBase,
}: {
  run: Run
  others: Run[]
  base: number | undefined
  onBase: (base: number | undefined) => void
}) {
  const { t } = useTranslation()
  const name = (each: Run) => each.label || t('bot.runNumber', { id: each.id })
  const chosen = others.find((each) => each.id === base)
  return (
    <Section
      title={name(run)}
      hint={t('bot.runOf', { questions: run.questions, revision: run.knowledge_revision })}
      actions={
        others.length === 0 ? null : (
          <Select
            aria-label={t('bot.compareWith')}
            className="w-64 max-w-full"
            value={chosen ? String(chosen.id) : NONE}
            onChange={(next) => onBase(next === NONE ? undefined : Number(next))}
            options={[
              { value: NONE, label: t('bot.compareNone') },
              ...others.map((each) => ({
                value: String(each.id),
                label: t('bot.compareTo', { name: name(each) }),
              })),
            ]}
          />
        )
      }
    >
      {chosen ? <Differences run={run} base={chosen.id} /> : <Results run={run} />}
    </Section>
  )
}
