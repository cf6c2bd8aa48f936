import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Failure, IconButton, InlineFailure, Input, Section, SkeletonRows, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { ModelPart } from './ModelPart'
import { isSound, newPoint, type Point, pointsOf, tableOf } from './points'
import { changeScoring, type Scoring, scoringQuery } from './queries'
import { useValueText } from './words'

const MOST_SOURCES = 200

function PointInput({
  one,
  label,
  wrong,
  onChange,
}: {
  one: Point
  label: string
  wrong: boolean
  onChange: (points: string) => void
}) {
  return (
    <Input
      aria-label={label}
      aria-invalid={wrong || undefined}
      inputMode="decimal"
      autoComplete="off"
      className="w-20 shrink-0 text-end"
      value={one.points}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function Form({ scoring }: { scoring: Scoring }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const valueText = useValueText()
  const [sources, setSources] = useState(() => pointsOf(scoring.source_points))
  const [stages, setStages] = useState(() => pointsOf(scoring.stage_points))
  const [route, setRoute] = useState(scoring.route_new_leads)
  const [tried, setTried] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const all = [...sources, ...stages]
  const twice = new Set(sources.map((one) => one.name.trim())).size < sources.length
  const change = (list: Point[], id: number, to: Partial<Point>) =>
    list.map((one) => (one.id === id ? { ...one, ...to } : one))
  async function save(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (!all.every(isSound) || twice) return
    setBusy(true)
    setFailure(null)
    try {
      const saved = await changeScoring(client, {
        source_points: tableOf(sources),
        stage_points: tableOf(stages),
        route_new_leads: route,
      })
      setSources(pointsOf(saved.source_points))
      setStages(pointsOf(saved.stage_points))
      setTried(false)
      toast.success(t('routingRules.score.saved'))
    } catch (error) {
      setFailure(error)
    }
    setBusy(false)
  }
  return (
    <form noValidate onSubmit={save} className="flex flex-col gap-8">
      <Switch
        checked={route}
        onChange={setRoute}
        label={t('routingRules.score.route')}
        hint={t('routingRules.score.routeHint')}
      />
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-2">
        <Section title={t('routingRules.score.sources')} hint={t('routingRules.score.sourcesHint')}>
          <ul className="flex flex-col gap-2">
            {sources.map((one, place) => (
              <li key={one.id} className="flex items-center gap-2">
                {one.name === '*' ? (
                  <span className="min-w-0 flex-1 px-2.5 text-muted">{t('routingRules.score.other')}</span>
                ) : (
                  <Input
                    aria-label={t('routingRules.score.source', { place: place + 1 })}
                    aria-invalid={(tried && !one.name.trim()) || undefined}
                    dir="auto"
                    autoComplete="off"
                    maxLength={100}
                    value={one.name}
                    onChange={(event) => setSources(change(sources, one.id, { name: event.target.value }))}
                  />
                )}
                <PointInput
                  one={one}
                  label={t('routingRules.score.pointsOf', {
                    name: one.name === '*' ? t('routingRules.score.other') : one.name,
                  })}
                  wrong={tried && !isSound(one)}
                  onChange={(points) => setSources(change(sources, one.id, { points }))}
                />
                <IconButton
                  label={t('routingRules.remove', { name: one.name })}
                  className={one.name === '*' ? 'invisible' : undefined}
                  onClick={() => setSources(sources.filter((each) => each.id !== one.id))}
                >
                  <X aria-hidden />
                </IconButton>
              </li>
            ))}
          </ul>
          {sources.length < MOST_SOURCES ? (
            <Button
              size="sm"
              className="self-start"
              onClick={() => setSources([newPoint('', '10'), ...sources])}
            >
              <Plus aria-hidden />
              {t('routingRules.score.addSource')}
            </Button>
          ) : null}
        </Section>
        <Section title={t('routingRules.score.stages')} hint={t('routingRules.score.stagesHint')}>
          <ul className="flex flex-col gap-2">
            {stages.map((one) => (
              <li key={one.id} className="flex items-center gap-2">
                <span className="min-w-0 flex-1 truncate">{valueText('status', one.name)}</span>
                <PointInput
                  one={one}
                  label={t('routingRules.score.pointsOf', { name: valueText('status', one.name) })}
                  wrong={tried && !isSound(one)}
                  onChange={(points) => setStages(change(stages, one.id, { points }))}
                />
              </li>
            ))}
          </ul>
        </Section>
      </div>
      <div aria-live="polite" className="flex flex-col gap-1 text-sm text-urgent empty:hidden">
        {tried && !all.every(isSound) ? <p>{t('routingRules.score.range')}</p> : null}
        {tried && twice ? <p>{t('routingRules.score.twice')}</p> : null}
      </div>
      <InlineFailure error={failure} />
      <Button type="submit" kind="primary" className="self-start" busy={busy}>
        {t('routingRules.score.save')}
      </Button>
    </form>
  )
}

/** What leads are worth by the rules, and how well that foretells what becomes of them. */
export function Scores() {
  const query = useQuery(scoringQuery)
  return (
    <div className="flex flex-col gap-8">
      {query.data ? (
        <Form scoring={query.data} />
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={6} />
      )}
      <ModelPart />
    </div>
  )
}
