import { useTranslation } from 'react-i18next'
import { StatusPill, type Tone } from '@/ui'
import type { DeliveryState, Webhook } from './queries'

const HEALTH: Record<Webhook['health'], Tone> = {
  new: 'info',
  healthy: 'good',
  failing: 'urgent',
  off: 'neutral',
}
const STATE: Record<DeliveryState, Tone> = {
  waiting: 'waiting',
  delivered: 'good',
  failed: 'urgent',
  skipped: 'neutral',
}

/** How an endpoint does, in a word. */
export function Health({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation()
  return <StatusPill tone={HEALTH[webhook.health]}>{t(`webhooks.health.${webhook.health}`)}</StatusPill>
}

export function State({ state }: { state: DeliveryState }) {
  const { t } = useTranslation()
  return <StatusPill tone={STATE[state]}>{t(`webhooks.state.${state}`)}</StatusPill>
}
