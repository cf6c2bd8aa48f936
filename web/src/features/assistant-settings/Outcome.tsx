import { useTranslation } from 'react-i18next'
import { StatusPill, type Tone } from '@/ui'

const TONES: Record<string, Tone> = {
  answered: 'good',
  stood_in: 'info',
  over_budget: 'waiting',
  resting: 'waiting',
  rate_limited: 'waiting',
  abandoned: 'neutral',
}

/** How a call of a model ended, in a word. */
export function Outcome({ outcome }: { outcome: string }) {
  const { t } = useTranslation()
  return (
    <StatusPill tone={TONES[outcome] ?? 'urgent'}>{t(`assistantSettings.outcome.${outcome}`)}</StatusPill>
  )
}
