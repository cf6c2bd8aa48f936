import type { Call, CallState } from '@call'
import { Circle, CircleStop } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Badge, Button, IconButton } from '@/ui'

/** The other side wants to record: nothing is recorded until this one agrees. */
export function ConsentQuestion({ call, name }: { call: Call; name: string }) {
  const { t } = useTranslation()
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-info-soft px-3 py-2 text-info"
    >
      <p className="min-w-48 flex-1">{t('calls.consent.question', { name })}</p>
      <Button onClick={() => call.answerRecording(false)}>{t('calls.consent.refuse')}</Button>
      <Button kind="primary" onClick={() => call.answerRecording(true)}>
        {t('calls.consent.agree')}
      </Button>
    </div>
  )
}

/** Both sides see that it is recorded, and either may end it. */
export function RecordingMark({ call }: { call: Call }) {
  const { t } = useTranslation()
  return (
    <span className="flex items-center gap-1">
      <Badge tone="urgent">
        <Circle className="size-2.5 fill-current" aria-hidden /> {t('calls.recording')}
      </Badge>
      <IconButton label={t('calls.stopRecording')} size="sm" onClick={() => call.withdrawRecording()}>
        <CircleStop aria-hidden />
      </IconButton>
    </span>
  )
}

/** For the agent: ask, and see what was answered. */
export function AskToRecord({ call, state }: { call: Call; state: CallState }) {
  const { t } = useTranslation()
  const { ours, theirs } = state.consent
  const asking = ours === 'asked' && theirs === null
  if (asking) return <span className="px-2 text-sm text-muted">{t('calls.consent.asking')}</span>
  return (
    <span className="flex items-center gap-2">
      {ours === 'asked' && theirs === 'refused' ? (
        <span className="text-sm text-muted">{t('calls.consent.refused')}</span>
      ) : null}
      <Button
        size="lg"
        aria-label={t('calls.record')}
        onClick={() => call.askToRecord()}
        disabled={state.phase !== 'connected'}
      >
        <Circle aria-hidden /> <span className="max-md:hidden">{t('calls.record')}</span>
      </Button>
    </span>
  )
}
