import type { Asked, Doors, Taken } from './doors'

export const complianceOf = (doors: Doors) => ({
  roles: () => doors.get('/api/v1/compliance/roles'),
  createRole: (role: Taken<'/api/v1/compliance/roles', 'post'>) =>
    doors.post('/api/v1/compliance/roles', role),
  auditLogs: (asked: Asked<'/api/v1/compliance/audit-logs'> = {}) =>
    doors.get('/api/v1/compliance/audit-logs', asked),
  auditSummary: (asked: Asked<'/api/v1/compliance/audit-summary'> = {}) =>
    doors.get('/api/v1/compliance/audit-summary', asked),
  securityEvents: (asked: Asked<'/api/v1/compliance/security-events'> = {}) =>
    doors.get('/api/v1/compliance/security-events', asked),
  report: () => doors.get('/api/v1/compliance/report'),
  requestAccess: () => doors.post('/api/v1/compliance/gdpr/request-access'),
  exportData: () => doors.post('/api/v1/compliance/gdpr/export'),
  requestDeletion: (reason: string) => doors.post('/api/v1/compliance/gdpr/request-deletion', { reason }),
  consents: () => doors.get('/api/v1/compliance/gdpr/consents'),
  recordConsent: (consent: Taken<'/api/v1/compliance/gdpr/consents', 'post'>) =>
    doors.post('/api/v1/compliance/gdpr/consents', consent),
})
