import type { Asked, Doors, Taken } from './doors'

export const analyticsOf = (doors: Doors) => ({
  createReport: (report: Taken<'/api/v1/analytics/reports', 'post'>) =>
    doors.post('/api/v1/analytics/reports', report),
  /** The file, as text. */
  exportReport: (report: Taken<'/api/v1/analytics/export', 'post'>) =>
    doors.post('/api/v1/analytics/export', report),
  trends: (asked: Asked<'/api/v1/analytics/trends'>) => doors.get('/api/v1/analytics/trends', asked),
  metrics: (asked: Asked<'/api/v1/analytics/metrics'>) => doors.get('/api/v1/analytics/metrics', asked),
})
