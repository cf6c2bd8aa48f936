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

const FOLDERS = ['kernel', 'domains', 'ringdesk']

/** The part of Ringdesk that wrote a line, as people call it; a part without a word, by its own name. */
export function useSourceName(): (source: string) => string {
  const { t, i18n } = useTranslation()
  return (source) => {
    const parts = source.split('.').filter((part) => !FOLDERS.includes(part))
    const area = parts[0] ?? 'kernel'
    if (i18n.exists(`system.area.${area}`)) return t(`system.area.${area}`)
    return source.includes('kernel') ? t('system.area.kernel') : source
  }
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
