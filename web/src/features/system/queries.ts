import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Alert, AlertRule, DashboardMetrics, DeadLetter, LogEntry, SocketStats } from '@/services/types'

export const HOURS = [1, 24, 168] as const
export type Hours = (typeof HOURS)[number]

export const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const
export type Level = (typeof LEVELS)[number]

export interface LogFilters {
  level?: Level
  source?: string
}

export const systemKeys = {
  metrics: (hours: Hours) => ['system', 'metrics', hours] as const,
  alerts: ['system', 'alerts'] as const,
  rules: ['system', 'rules'] as const,
  logs: (filters: LogFilters) => ['system', 'logs', filters] as const,
  deadLetters: ['system', 'dead-letters'] as const,
  sockets: ['system', 'sockets'] as const,
}

export const metricsQuery = (hours: Hours) =>
  queryOptions({
    queryKey: systemKeys.metrics(hours),
    placeholderData: keepPreviousData,
    // Live samples move the numbers; the averaged history comes again once a minute.
    refetchInterval: 60_000,
    queryFn: ({ signal }) => http.get<DashboardMetrics>('/api/dashboard/metrics', { hours }, signal),
  })

/** Newest first; active ones among them. */
export const alertsQuery = queryOptions({
  queryKey: systemKeys.alerts,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Alert[]>('/api/dashboard/alerts', { limit: 100 }, signal),
})

export const rulesQuery = queryOptions({
  queryKey: systemKeys.rules,
  queryFn: ({ signal }) => http.get<AlertRule[]>('/api/app/alert-rules', undefined, signal),
})

export const LOG_EVERY_MS = 5000
export const LOG_LIMIT = 100

export const logsQuery = (filters: LogFilters, live: boolean) =>
  queryOptions({
    queryKey: systemKeys.logs(filters),
    refetchInterval: live ? LOG_EVERY_MS : false,
    queryFn: ({ signal }) =>
      http.get<LogEntry[]>('/api/dashboard/logs', { ...filters, limit: LOG_LIMIT }, signal),
  })

export const deadLettersQuery = queryOptions({
  queryKey: systemKeys.deadLetters,
  refetchInterval: 30_000,
  queryFn: ({ signal }) => http.get<DeadLetter[]>('/api/app/dead-letters', { limit: 100 }, signal),
})

export const socketsQuery = queryOptions({
  queryKey: systemKeys.sockets,
  refetchInterval: 15_000,
  queryFn: ({ signal }) => http.get<SocketStats>('/api/v1/ws/stats', undefined, signal),
})

export type RuleChanges = Partial<Omit<AlertRule, 'metric'>>

export async function changeRule(
  client: QueryClient,
  metric: string,
  changes: RuleChanges,
): Promise<AlertRule> {
  const changed = await http.put<AlertRule>(`/api/app/alert-rules/${encodeURIComponent(metric)}`, changes)
  client.setQueryData<AlertRule[]>(systemKeys.rules, (rules) =>
    rules?.map((rule) => (rule.metric === metric ? changed : rule)),
  )
  return changed
}

export async function retryDeadLetter(client: QueryClient, id: number): Promise<void> {
  await http.post(`/api/app/dead-letters/${id}/retry`)
  client.setQueryData<DeadLetter[]>(systemKeys.deadLetters, (letters) =>
    letters?.filter((letter) => letter.id !== id),
  )
}

/** An alert that was raised, or cleared: the same one is put once, newest first. */
export function putAlert(client: QueryClient, alert: Alert): void {
  client.setQueryData<Alert[]>(systemKeys.alerts, (alerts) =>
    alerts ? [alert, ...alerts.filter((each) => each.id !== alert.id)].sort((a, b) => b.id - a.id) : alerts,
  )
}
