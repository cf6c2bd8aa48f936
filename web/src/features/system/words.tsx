import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import type { Severity } from '@/services/types'
import { StatusPill, type Tone } from '@/ui'
import { unitOf } from './series'

const SEVERITY_TONES: Record<Severity, Tone> = { info: 'info', warning: 'waiting', critical: 'urgent' }

export function SeverityPill({ severity }: { severity: Severity }) {
  const { t } = useTranslation()
  return <StatusPill tone={SEVERITY_TONES[severity]}>{t(`system.severity.${severity}`)}</StatusPill>
}

const KNOWN = new Set([
  'cpu_usage',
  'memory_usage',
  'disk_usage',
  'job_lag_s',
  'dead_letters',
  'errors_per_minute',
  'security_events',
])

export function useMetricName(): (metric: string) => string {
  const { t } = useTranslation()
  return (metric) => (KNOWN.has(metric) ? t(`system.metric.${metric}`) : metric)
}

/** A value of a metric with its unit. */
export function useMetricValue(): (metric: string, value: number) => string {
  const { t } = useTranslation()
  const format = useFormat()
  return (metric, value) => {
    const number = format.number(Math.round(value * 10) / 10)
    switch (unitOf(metric)) {
      case 'percent':
        return format.percent(value / 100)
      case 'seconds':
        return format.minutes(value / 60)
      case 'perMinute':
        return t('system.perMinute', { value: number })
      default:
        return number
    }
  }
}
