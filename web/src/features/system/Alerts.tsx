import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { BellOff, CircleAlert, CircleCheck, PencilLine, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import type { Alert, AlertRule } from '@/services/types'
import {
  Button,
  cn,
  EmptyState,
  Failure,
  IconButton,
  RelativeTime,
  Section,
  SkeletonRows,
  Switch,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { alertsQuery, changeRule, putAlert, rulesQuery } from './queries'
import { RuleDialog } from './RuleDialog'
import { isActive } from './series'
import { SeverityPill, useMetricName, useMetricValue } from './words'

/** For as long as the page is open: raised and cleared ones come by themselves. */
export function useAlertsLive(): void {
  const client = useQueryClient()
  useLive('alert.created', (alert) => putAlert(client, alert))
  useLive('alert.resolved', (alert) => putAlert(client, alert))
}

function RuleOf({ alert, rules }: { alert: Alert; rules: AlertRule[] | undefined }) {
  const { t } = useTranslation()
  const value = useMetricValue()
  const rule = rules?.find((each) => each.metric === alert.metric)
  return (
    <>
      {t('system.raisedBy', {
        value: value(alert.metric, alert.value),
        limit: value(alert.metric, alert.threshold),
      })}{' '}
      {rule ? t('system.clearsBelow', { limit: value(rule.metric, rule.clear_below) }) : null}
    </>
  )
}

function NoneActive() {
  const { t } = useTranslation()
  return (
    <p className="flex items-center gap-2 text-good">
      <CircleCheck className="size-4 shrink-0" aria-hidden />
      {t('system.noActive')}
    </p>
  )
}

function Active({ alerts, rules }: { alerts: Alert[]; rules: AlertRule[] | undefined }) {
  const name = useMetricName()
  if (alerts.length === 0) return <NoneActive />
  return (
    <ul className="flex flex-col border-t border-line">
      {alerts.map((alert) => (
        <li
          key={alert.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2.5"
        >
          <SeverityPill severity={alert.severity} />
          <span className="min-w-0 flex-1 basis-60">
            <span className="font-medium">{name(alert.metric)}</span>
            <span className="block text-sm text-muted">
              <RuleOf alert={alert} rules={rules} />
            </span>
          </span>
          <span className="text-sm text-muted">
            <RelativeTime value={alert.created_at} />
          </span>
        </li>
      ))}
    </ul>
  )
}

function Past({ alerts }: { alerts: Alert[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useMetricName()
  const value = useMetricValue()
  if (alerts.length === 0) {
    return (
      <EmptyState icon={BellOff} title={t('system.noPast')}>
        {t('system.noPastText')}
      </EmptyState>
    )
  }
  return (
    <Table label={t('system.past')} className="min-w-xl">
      <thead>
        <tr>
          <Th>{t('system.what')}</Th>
          <Th>{t('system.severityLabel')}</Th>
          <Th numeric>{t('system.value')}</Th>
          <Th>{t('system.raised')}</Th>
          <Th numeric>{t('system.lasted')}</Th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((alert) => (
          <Tr key={alert.id}>
            <Td>{name(alert.metric)}</Td>
            <Td>
              <SeverityPill severity={alert.severity} />
            </Td>
            <Td numeric>{value(alert.metric, alert.value)}</Td>
            <Td>
              <RelativeTime plain value={alert.created_at} />
            </Td>
            <Td numeric>
              {alert.resolved_at
                ? format.minutes((Date.parse(alert.resolved_at) - Date.parse(alert.created_at)) / 60_000)
                : null}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

function Rules({ rules }: { rules: AlertRule[] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const name = useMetricName()
  const value = useMetricValue()
  const [editing, setEditing] = useState<AlertRule | null>(null)
  const mayChange = useSession().scopes.includes('settings:write')
  const toggle = useMutation({
    mutationFn: ({ metric, enabled }: AlertRule) => changeRule(client, metric, { enabled: !enabled }),
    onSuccess: (rule) => toast.success(rule.enabled ? t('system.ruleOn') : t('system.ruleOff')),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <>
      <ul className="flex flex-col border-t border-line">
        {rules.map((rule) => (
          <li
            key={rule.metric}
            className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-2.5"
          >
            <span className="min-w-0 flex-1 basis-full sm:basis-40">
              <Switch
                checked={rule.enabled}
                disabled={!mayChange || (toggle.isPending && toggle.variables.metric === rule.metric)}
                onChange={() => toggle.mutate(rule)}
                label={<span className="font-medium">{name(rule.metric)}</span>}
                hint={t(rule.samples === 1 ? 'system.ruleTextOnce' : 'system.ruleText', {
                  raise: value(rule.metric, rule.raise_above),
                  clear: value(rule.metric, rule.clear_below),
                  samples: t('system.times', { count: rule.samples }),
                })}
              />
            </span>
            <SeverityPill severity={rule.severity} />
            {mayChange ? (
              <IconButton
                label={t('system.editRule', { name: name(rule.metric) })}
                onClick={() => setEditing(rule)}
              >
                <PencilLine aria-hidden />
              </IconButton>
            ) : null}
          </li>
        ))}
      </ul>
      {editing ? <RuleDialog rule={editing} onClose={() => setEditing(null)} /> : null}
    </>
  )
}

export function Alerts() {
  const { t } = useTranslation()
  const alerts = useQuery(alertsQuery)
  const rules = useQuery(rulesQuery)
  return (
    <div className="flex flex-col gap-8">
      <Section title={t('system.activeAlerts')}>
        {alerts.data ? (
          <div aria-live="polite">
            <Active alerts={alerts.data.filter(isActive)} rules={rules.data} />
          </div>
        ) : alerts.isError ? (
          <Failure error={alerts.error} onRetry={() => void alerts.refetch()} />
        ) : (
          <SkeletonRows rows={2} />
        )}
      </Section>
      <Section title={t('system.rules')} hint={t('system.rulesHint')}>
        {rules.data ? (
          <Rules rules={rules.data} />
        ) : rules.isError ? (
          <Failure error={rules.error} onRetry={() => void rules.refetch()} />
        ) : (
          <SkeletonRows rows={6} />
        )}
      </Section>
      {alerts.data ? (
        <Section title={t('system.past')}>
          <Past alerts={alerts.data.filter((alert) => !isActive(alert))} />
        </Section>
      ) : null}
    </div>
  )
}

/** Above the tabs, whichever is open: what is wrong now. */
export function AlertsBar({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const name = useMetricName()
  const { data } = useQuery(alertsQuery)
  const active = data?.filter(isActive) ?? []
  const critical = active.some((alert) => alert.severity === 'critical')
  const Icon = critical ? CircleAlert : TriangleAlert
  // Always there, in the same height: what comes below must not move when the answer comes.
  return (
    <div role="status" className="flex min-h-10 flex-col justify-center pointer-coarse:min-h-14">
      {active.length > 0 ? (
        <div
          className={cn(
            'flex flex-wrap items-center gap-x-2.5 gap-y-1 rounded-md px-3 py-1.5',
            critical ? 'bg-urgent-soft' : 'bg-waiting-soft',
          )}
        >
          <Icon className={cn('size-4 shrink-0', critical ? 'text-urgent' : 'text-waiting')} aria-hidden />
          <span className="min-w-0 flex-1">
            {t('system.activeCount', { count: active.length })}:{' '}
            {format.list([...new Set(active.map((alert) => name(alert.metric)))])}
          </span>
          <Button size="sm" onClick={onOpen}>
            {t('system.look')}
          </Button>
        </div>
      ) : data ? (
        <NoneActive />
      ) : null}
    </div>
  )
}
