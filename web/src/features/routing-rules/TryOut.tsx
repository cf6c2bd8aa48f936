import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { Ban, Check, Minus, UserX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import type { Lead } from '@/services/types'
import { Combobox, cn, Field, InlineFailure, RelativeTime, Section } from '@/ui'
import { leadsLikeQuery, routedQuery, type Step, tryRouting } from './queries'

const LOOKS = {
  matched: { icon: Check, tone: 'text-good' },
  disabled: { icon: Ban, tone: 'text-muted' },
  condition: { icon: Minus, tone: 'text-muted' },
  nobody: { icon: UserX, tone: 'text-waiting' },
} as const

/** Each rule that was looked at, and what came of it. */
function Trace({ steps }: { steps: readonly Step[] }) {
  const { t } = useTranslation()
  return (
    <ol className="flex flex-col gap-1.5" aria-label={t('routingRules.trace')}>
      {steps.map((step, place) => {
        const { icon: Icon, tone } = LOOKS[step.why]
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the order is what a trace is
          <li key={place} className="flex items-start gap-2">
            <Icon className={cn('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
            <span className="min-w-0 break-words">
              <bdi>{step.rule_id === null ? t('routingRules.lastResort') : step.name}</bdi>
              {': '}
              <span className="text-muted">
                {t(`routingRules.why.${step.why}`)}
                {step.detail ? ` (${step.detail})` : null}
              </span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}

/** Of a refusal for want of people: the trace is told all the same. */
const traceOf = (error: unknown): readonly Step[] => {
  const told = error instanceof ApiError ? error.details.trace : null
  return Array.isArray(told) ? (told as Step[]) : []
}

const nameOfLead = (lead: Lead): string => lead.name || lead.phone_national || lead.email || `#${lead.id}`

/** Who would get a lead now, and why; and what the rules did lately. */
export function TryOut({ nameOf }: { nameOf: (id: string, of: 'agent' | 'team') => string }) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<{ id: number; name: string } | null>(null)
  const { data: routed } = useQuery(routedQuery)
  const { data: leads } = useQuery({ ...leadsLikeQuery(words), placeholderData: keepPreviousData })
  const attempt = useMutation({ mutationFn: tryRouting })
  const choose = (value: string) => {
    const lead = leads?.find(({ id }) => String(id) === value)
    setChosen(lead ? { id: lead.id, name: nameOfLead(lead) } : null)
    if (lead) attempt.mutate(lead.id)
  }
  const found = attempt.data
  return (
    <>
      <Section title={t('routingRules.tryTitle')} hint={t('routingRules.tryHint')}>
        <Field label={t('routingRules.lead')} className="max-w-96">
          {(control) => (
            <Combobox
              {...control}
              value={chosen ? String(chosen.id) : undefined}
              onChange={choose}
              onSearch={setWords}
              searchLabel={t('leads.search')}
              placeholder={chosen?.name ?? t('routingRules.chooseLead')}
              options={(leads ?? []).map((lead) => ({
                value: String(lead.id),
                label: nameOfLead(lead),
                hint: lead.name ? (lead.phone_national ?? lead.email ?? undefined) : undefined,
              }))}
            />
          )}
        </Field>
        <div aria-live="polite" className="flex flex-col gap-3 empty:hidden">
          {found ? (
            <>
              <p className="font-medium">
                {t('routingRules.wouldGet', { name: nameOf(String(found.agent_id), 'agent') })}
              </p>
              <Trace steps={found.trace} />
            </>
          ) : null}
          {attempt.error ? (
            <>
              <InlineFailure error={attempt.error} />
              <Trace steps={traceOf(attempt.error)} />
            </>
          ) : null}
        </div>
      </Section>
      {routed && routed.length > 0 ? (
        <Section title={t('routingRules.lately')}>
          <ul className="flex flex-col border-t border-line">
            {routed.map((one) => (
              <li
                key={one.id}
                className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line py-2"
              >
                <span className="min-w-0 break-words">
                  {t('routingRules.wasGiven', {
                    lead: one.lead_name,
                    name: one.agent_name,
                    rule: one.rule_name ?? t('routingRules.lastResort'),
                  })}
                </span>
                <span className="text-sm text-muted">
                  <RelativeTime plain value={one.at} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </>
  )
}
