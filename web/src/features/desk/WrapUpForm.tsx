import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { clock } from '@/features/telephone/clock'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { useSecond } from '@/hooks/useSecond'
import { serverNow } from '@/services/clock'
import type { CallingDesk } from '@/services/types'
import { Button, cn, Field, Input, Kbd, Textarea } from '@/ui'
import type { DeskActs } from './acts'

/** Where the words about a call wait: begun while it runs, ended in the wrap-up. */
export const notesDraft = (callId: number) => `wrap-up:${callId}`

/** What people say most often when they ask to be called again: no time is left to type it. */
const SOON = [
  { word: 'hour', hours: 1 },
  { word: 'day', hours: 24 },
  { word: 'week', hours: 7 * 24 },
] as const

/** So many hours from now as the field has it, to the minute, by one's own clock. */
function localIn(hours: number): string {
  const at = new Date(serverNow())
  at.setHours(at.getHours() + hours)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

type Choice = CallingDesk['dispositions'][number]

/** What came of the call: one key, a word, done. */
export function WrapUpForm({
  wrapUp,
  choices,
  acts,
}: {
  wrapUp: NonNullable<CallingDesk['wrap_up']>
  choices: Choice[]
  acts: DeskActs
}) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Choice | null>(null)
  const [notes, setNotes] = useDraft(notesDraft(wrapUp.call_id))
  const [callback, setCallback] = useState('')
  const needsTime = chosen?.means === 'callback'
  const finish = () => {
    if (!chosen || (needsTime && !callback)) return
    acts.wrapUp.mutate(
      {
        callId: wrapUp.call_id,
        disposition_id: chosen.id,
        notes: notes.trim() || undefined,
        callback_at: needsTime ? new Date(callback).toISOString().replace(/\.\d+Z$/, 'Z') : undefined,
      },
      { onSuccess: () => setNotes('') },
    )
  }
  return (
    <form
      aria-label={t('desk.wrapUp')}
      className="flex flex-col gap-3 rounded-md border border-line-strong bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault()
        finish()
      }}
    >
      <div className="flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-semibold">
          {t('desk.whatCame', { name: wrapUp.call.lead?.name || wrapUp.call.number })}
        </h2>
        <Left until={wrapUp.until} />
      </div>
      <div className="flex flex-wrap gap-2" role="radiogroup" aria-label={t('desk.outcome')}>
        {choices.map((choice) => (
          <Outcome key={choice.id} choice={choice} chosen={choice.id === chosen?.id} onChoose={setChosen} />
        ))}
      </div>
      {needsTime ? (
        <Field label={t('desk.callbackAt')} hint={t('desk.callbackHint')}>
          {(control) => (
            <div className="flex flex-wrap items-center gap-2">
              <Input
                {...control}
                type="datetime-local"
                required
                className="w-60"
                value={callback}
                onChange={(event) => setCallback(event.target.value)}
              />
              {SOON.map(({ word, hours }) => (
                <Button key={word} size="sm" onClick={() => setCallback(localIn(hours))}>
                  {t(`desk.soon.${word}`)}
                </Button>
              ))}
            </div>
          )}
        </Field>
      ) : null}
      <Field label={t('desk.notes')}>
        {(control) => (
          <Textarea {...control} rows={3} value={notes} onChange={(event) => setNotes(event.target.value)} />
        )}
      </Field>
      <div>
        <Button
          kind="primary"
          type="submit"
          disabled={!chosen || (needsTime && !callback)}
          busy={acts.wrapUp.isPending}
        >
          {t('desk.finish')}
        </Button>
      </div>
    </form>
  )
}

function Outcome({
  choice,
  chosen,
  onChoose,
}: {
  choice: Choice
  chosen: boolean
  onChoose: (choice: Choice) => void
}) {
  useCommand({
    id: `desk.outcome.${choice.id}`,
    label: choice.label,
    key: choice.key ?? undefined,
    run: () => onChoose(choice),
  })
  return (
    <Button
      role="radio"
      aria-checked={chosen}
      className={cn(chosen && 'border-accent bg-accent-soft')}
      onClick={() => onChoose(choice)}
    >
      {choice.label}
      {choice.key ? <Kbd keys={choice.key} /> : null}
    </Button>
  )
}

/** Until the next call may come. */
function Left({ until }: { until: string }) {
  const { t } = useTranslation()
  const seconds = Math.floor(Date.parse(until) / 1000) - useSecond()
  return (
    <p className={cn('text-sm tabular-nums', seconds < 10 ? 'text-urgent' : 'text-muted')}>
      {seconds > 0 ? t('desk.left', { time: clock(seconds) }) : t('desk.timeIsUp')}
    </p>
  )
}
