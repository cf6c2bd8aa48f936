import { useMutation, useQuery } from '@tanstack/react-query'
import { analyticsService } from '@/services/api'
import type { Asked, Taken } from '@/services/api/doors'

/** A trend over a span of days, and reports. */
export function useAnalytics(trend: Asked<'/api/v1/analytics/trends'>) {
  const trends = useQuery({
    queryKey: ['v1', 'analytics', 'trends', trend],
    queryFn: () => analyticsService.trends(trend),
  })
  const createReport = useMutation({
    mutationFn: (report: Taken<'/api/v1/analytics/reports', 'post'>) => analyticsService.createReport(report),
  })
  const exportReport = useMutation({
    mutationFn: (report: Taken<'/api/v1/analytics/export', 'post'>) => analyticsService.exportReport(report),
  })
  return { trends, createReport, exportReport }
}
