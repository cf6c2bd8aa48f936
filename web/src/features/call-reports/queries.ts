import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'

export type Report = Answer<'/api/admin/reports/performance'>['performance']
export type Abandonment = Answer<'/api/app/reports/abandonment'>

export type Performance = Answer<'/api/operator/profile/performance'>

/** Days as the address has them: "2026-03-01", both ends included. */
export interface Range {
  from: string
  to: string
}

export const performanceQuery = ({ from, to }: Range) =>
  queryOptions({
    queryKey: ['call-reports', 'performance', from, to],
    queryFn: async ({ signal }) =>
      (
        await http.get<{ performance: Report }>(
          '/api/admin/reports/performance',
          { startDate: from, endDate: to },
          signal,
        )
      ).performance,
  })

/** The last `days`, today among them. */
export const abandonmentQuery = (days: number) =>
  queryOptions({
    queryKey: ['call-reports', 'abandonment', days],
    queryFn: ({ signal }) => http.get<Abandonment>('/api/app/reports/abandonment', { days }, signal),
  })

/** One's own calls of these days. */
export const ownCallsQuery = ({ from, to }: Range) =>
  queryOptions({
    queryKey: ['call-reports', 'own', from, to],
    queryFn: ({ signal }) =>
      http.get<Performance>('/api/operator/profile/performance', { startDate: from, endDate: to }, signal),
  })
