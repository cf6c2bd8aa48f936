import { useTranslation } from 'react-i18next'
import { StatusPill, type Tone } from '@/ui'
import type { MessageState } from './queries'

const TONE: Record<MessageState, Tone> = {
  pending: 'waiting',
  sending: 'waiting',
  sent: 'good',
  delivered: 'good',
  opened: 'good',
  failed: 'urgent',
  bounced: 'urgent',
  complained: 'urgent',
  suppressed: 'neutral',
  unknown: 'info',
  cancelled: 'neutral',
}
const REASONS = ['hard_bounce', 'complaint', 'opted_out', 'by_hand', 'no_consent']

/** How far a message got, in a word. */
export function State({ state }: { state: MessageState }) {
  const { t } = useTranslation()
  return <StatusPill tone={TONE[state]}>{t(`messages.state.${state}`)}</StatusPill>
}

/** Why it went no further: a word of ours, or the provider's own sentence. */
export function Reason({ reason }: { reason: string }) {
  const { t } = useTranslation()
  if (!reason) return null
  return (
    <span dir="auto" className="break-words">
      {REASONS.includes(reason) ? t(`messages.reason.${reason}`) : reason}
    </span>
  )
}
