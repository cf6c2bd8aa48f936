import { useQuery, useQueryClient } from '@tanstack/react-query'
import { PauseCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useAppForm } from '@/hooks/useAppForm'
import { Button, Failure, Field, InlineFailure, Input, Section, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { asNumber, asNumberOrNull, decimal, whole, wholeOrNothing } from './numbers'
import { changeDialer, type DialerSettings, dialerQuery, OUTCOMES } from './queries'

const minutes = wholeOrNothing(0, 525_600, 'callingSettings.range.minutes')
const schema = v.object({
  max_concurrent_calls: whole(1, 10_000, 'callingSettings.range.calls'),
  calls_per_second: decimal(0.01, 1000, 'callingSettings.range.rate'),
  hours: v.pipe(v.string(), v.trim(), v.maxLength(200, 'validation.tooLong')),
  region: v.pipe(v.string(), v.trim(), v.regex(/^[A-Za-z]{2}$/, 'callingSettings.range.region')),
  attempts_per_day: whole(1, 50, 'callingSettings.range.attempts'),
  attempts_total: whole(1, 50, 'callingSettings.range.attempts'),
  wrap_up_s: whole(0, 3600, 'callingSettings.range.wrapUp'),
  claim_s: whole(10, 86_400, 'callingSettings.range.claim'),
  low_counts_as_medium_after_h: wholeOrNothing(1, 8760, 'callingSettings.range.low'),
  hold_after_abandon_h: whole(0, 720, 'callingSettings.range.hold'),
  busy: minutes,
  'no-answer': minutes,
  machine: minutes,
  failed: minutes,
  abandoned: minutes,
})
type Values = v.InferOutput<typeof schema>

const PARTS = [
  ['limits', ['max_concurrent_calls', 'calls_per_second']],
  ['when', ['hours', 'region']],
  ['tries', ['attempts_per_day', 'attempts_total', 'hold_after_abandon_h', 'low_counts_as_medium_after_h']],
  ['people', ['wrap_up_s', 'claim_s']],
] as const
const WORDS: readonly string[] = ['hours', 'region']

function draftOf(settings: DialerSettings): Values {
  const retry = (outcome: string) => String(settings.retry[outcome] ?? '')
  return {
    max_concurrent_calls: String(settings.max_concurrent_calls),
    calls_per_second: String(settings.calls_per_second),
    hours: settings.hours ?? '',
    region: settings.region,
    attempts_per_day: String(settings.attempts_per_day),
    attempts_total: String(settings.attempts_total),
    wrap_up_s: String(settings.wrap_up_s),
    claim_s: String(settings.claim_s),
    low_counts_as_medium_after_h: String(settings.low_counts_as_medium_after_h ?? ''),
    hold_after_abandon_h: String(settings.hold_after_abandon_h),
    busy: retry('busy'),
    'no-answer': retry('no-answer'),
    machine: retry('machine'),
    failed: retry('failed'),
    abandoned: retry('abandoned'),
  }
}

function QueueForm({ settings }: { settings: DialerSettings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useAppForm(schema, {
    defaultValues: draftOf(settings),
    onSubmit: async (values) => {
      const given = OUTCOMES.filter((outcome) => values[outcome] !== '')
      const saved = await changeDialer(client, {
        max_concurrent_calls: asNumber(values.max_concurrent_calls),
        calls_per_second: asNumber(values.calls_per_second),
        hours: values.hours || null,
        region: values.region,
        attempts_per_day: asNumber(values.attempts_per_day),
        attempts_total: asNumber(values.attempts_total),
        wrap_up_s: asNumber(values.wrap_up_s),
        claim_s: asNumber(values.claim_s),
        low_counts_as_medium_after_h: asNumberOrNull(values.low_counts_as_medium_after_h),
        hold_after_abandon_h: asNumber(values.hold_after_abandon_h),
        retry: Object.fromEntries(given.map((outcome) => [outcome, asNumber(values[outcome])])),
      })
      form.reset(draftOf(saved))
      toast.success(t('callingSettings.saved'))
    },
  })
  const placeholders: Record<string, string> = {
    hours: settings.house_hours,
    low_counts_as_medium_after_h: t('callingSettings.never'),
  }
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-8">
      {settings.paused ? (
        <p className="flex items-start gap-2.5 rounded-md bg-waiting-soft px-3 py-2">
          <PauseCircle className="mt-0.5 size-4 shrink-0 text-waiting" aria-hidden />
          {t('callingSettings.paused')}
        </p>
      ) : null}
      {PARTS.map(([part, names]) => (
        <Section key={part} title={t(`callingSettings.part.${part}`)}>
          <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
            {names.map((name) => (
              <Field
                key={name}
                label={t(`callingSettings.field.${name}`)}
                hint={t(`callingSettings.hint.${name}`, { hours: settings.house_hours })}
                error={form.error(name)}
              >
                {(control) => (
                  <Input
                    {...control}
                    {...form.register(name)}
                    dir="ltr"
                    inputMode={WORDS.includes(name) ? 'text' : 'decimal'}
                    autoComplete="off"
                    placeholder={placeholders[name]}
                  />
                )}
              </Field>
            ))}
          </div>
        </Section>
      ))}
      <Section title={t('callingSettings.part.retry')} hint={t('callingSettings.retryHint')}>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2 lg:grid-cols-3">
          {OUTCOMES.map((outcome) => (
            <Field key={outcome} label={t(`callingSettings.retry.${outcome}`)} error={form.error(outcome)}>
              {(control) => (
                <Input
                  {...control}
                  {...form.register(outcome)}
                  inputMode="numeric"
                  autoComplete="off"
                  placeholder={String(settings.house_retry[outcome] ?? '')}
                />
              )}
            </Field>
          ))}
        </div>
      </Section>
      <InlineFailure error={form.failure} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={form.busy} disabled={!form.dirty}>
          {t('callingSettings.save')}
        </Button>
        {form.dirty ? (
          <Button kind="quiet" onClick={() => form.reset(draftOf(settings))}>
            {t('callingSettings.undo')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

/** How the queue dials: how much at once, when, how often, and what comes after. */
export function Queue() {
  const query = useQuery(dialerQuery)
  if (query.data) return <QueueForm settings={query.data} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return <SkeletonRows rows={8} />
}
