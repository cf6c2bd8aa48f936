import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { complianceService } from '@/services/api'
import type { Asked, Taken } from '@/services/api/doors'

/** The audit log, security events, and one's own consents. */
export function useCompliance(logs: Asked<'/api/v1/compliance/audit-logs'> = {}) {
  const client = useQueryClient()
  const auditLogs = useQuery({
    queryKey: ['v1', 'compliance', 'logs', logs],
    queryFn: () => complianceService.auditLogs(logs),
  })
  const securityEvents = useQuery({
    queryKey: ['v1', 'compliance', 'events'],
    queryFn: () => complianceService.securityEvents(),
  })
  const consents = useQuery({
    queryKey: ['v1', 'compliance', 'consents'],
    queryFn: complianceService.consents,
  })
  const recordConsent = useMutation({
    mutationFn: (consent: Taken<'/api/v1/compliance/gdpr/consents', 'post'>) =>
      complianceService.recordConsent(consent),
    onSuccess: () => client.invalidateQueries({ queryKey: ['v1', 'compliance', 'consents'] }),
  })
  return { auditLogs, securityEvents, consents, recordConsent }
}
