import { Pause, PhoneForwarded, PhoneOff, Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { phoneState } from '@/features/softphone/state'
import { Clock } from '@/features/telephone/Clock'
import { CallStatusPill } from '@/features/telephone/words'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { useStore } from '@/hooks/useStore'
import type { PhoneCall } from '@/services/types'
import { Button, ConfirmDialog, Field, Textarea } from '@/ui'
import type { DeskActs } from './acts'
import { TransferDialog } from './TransferDialog'
import { notesDraft } from './WrapUpForm'

/** What may follow, where no carrier reports and one says it oneself. */
const MAY_FOLLOW: Record<string, readonly string[]> = {
  initiated: ['ringing', 'answered', 'busy', 'no-answer', 'failed'],
  ringing: ['answered', 'busy', 'no-answer', 'failed'],
}

/** The call that runs: its state, how long, and what can be done with it. */
export function CallBar({ call, simulated, acts }: { call: PhoneCall; simulated: boolean; acts: DeskActs }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const answered = call.status === 'answered'
  const ask = () => setAsked(true)
  useCommand({ id: 'desk.hangUp', label: t('desk.hangUp'), key: 'Space', run: ask })
  return (
    <section
      aria-label={t('desk.call')}
      className="flex flex-wrap items-center gap-3 rounded-md border border-line-strong bg-surface p-3"
    >
      <CallStatusPill call={call} />
      <Clock since={call.answered_at ?? call.created_at} className="text-xl font-semibold" />
      <span className="min-w-0 flex-1 truncate">{call.lead?.name || call.number}</span>
      {simulated && call.mode === 'manual'
        ? (MAY_FOLLOW[call.status] ?? []).map((status) => (
            <Button
              key={status}
              size="sm"
              disabled={acts.update.isPending}
              onClick={() => acts.update.mutate({ call, status })}
            >
              {t(`telephone.status.${status}`)}
            </Button>
          ))
        : null}
      {answered && !simulated ? <Hold call={call} acts={acts} /> : null}
      {answered ? <Transfer call={call} acts={acts} /> : null}
      <Button kind="danger" busy={acts.end.isPending} onClick={() => acts.end.mutate(call)}>
        <PhoneOff aria-hidden />
        {t('desk.hangUp')}
      </Button>
      <Notes key={call.id} call={call} />
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('desk.hangUp')}
        description={t('desk.hangUpText', { name: call.lead?.name || call.number })}
        action={t('desk.hangUp')}
        onConfirm={() => {
          setAsked(false)
          acts.end.mutate(call)
        }}
      />
    </section>
  )
}

function Hold({ call, acts }: { call: PhoneCall; acts: DeskActs }) {
  const { t } = useTranslation()
  const { held } = useStore(phoneState)
  const toggle = () => acts.hold.mutate({ call, on: !held })
  useCommand({ id: 'desk.hold', label: held ? t('desk.resume') : t('desk.hold'), key: 'h', run: toggle })
  return (
    <Button busy={acts.hold.isPending} aria-pressed={held} onClick={toggle}>
      {held ? <Play aria-hidden /> : <Pause aria-hidden />}
      {held ? t('desk.resume') : t('desk.hold')}
    </Button>
  )
}

function Transfer({ call, acts }: { call: PhoneCall; acts: DeskActs }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const ask = () => {
    acts.transfer.reset()
    setOpen(true)
  }
  useCommand({ id: 'desk.transfer', label: t('desk.transfer'), key: 't', run: ask })
  return (
    <>
      <Button onClick={ask}>
        <PhoneForwarded aria-hidden />
        {t('desk.transfer')}
      </Button>
      {open ? <TransferDialog call={call} acts={acts} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

/** Written while one talks; the wrap-up goes on with the same words. */
function Notes({ call }: { call: PhoneCall }) {
  const { t } = useTranslation()
  const [notes, setNotes] = useDraft(notesDraft(call.id))
  return (
    <Field label={t('desk.notes')} hint={t('desk.notesHint')} className="basis-full">
      {(control) => (
        <Textarea {...control} rows={2} value={notes} onChange={(event) => setNotes(event.target.value)} />
      )}
    </Field>
  )
}
