import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { AgentStats, AgentWithDays, AnalyticsDashboard } from '@/services/types'

export const numbersKeys = {
  all: ['numbers'] as const,
  overview: ['numbers', 'overview'] as const,
  own: ['numbers', 'own'] as const,
  agent: (id: number, days: number) => ['numbers', 'agent', id, days] as const,
}

export const overviewQuery = queryOptions({
  queryKey: numbersKeys.overview,
  queryFn: ({ signal }) => http.get<AnalyticsDashboard>('/api/analytics/dashboard', undefined, signal),
})

export const ownStatsQuery = queryOptions({
  queryKey: numbersKeys.own,
  queryFn: ({ signal }) => http.get<AgentStats>('/api/analytics/agent-stats', undefined, signal),
})

export const agentQuery = (id: number, days: number) =>
  queryOptions({
    queryKey: numbersKeys.agent(id, days),
    queryFn: ({ signal }) => http.get<AgentWithDays>(`/api/analytics/agent/${id}`, { days }, signal),
    // Another span of the same agent: the old one stays until the new one is there.
    placeholderData: (old, query) => (query?.queryKey[2] === id ? old : undefined),
  })
