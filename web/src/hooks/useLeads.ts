import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { leadService } from '@/services/api'
import type { LeadChanges, LeadFilters, NewLead } from '@/services/api/leads'

/** Leads, newest first, and what can be done with them; whatever is changed is asked for anew. */
export function useLeads(filters: LeadFilters = {}) {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['v1', 'leads'] })
  const leads = useQuery({
    queryKey: ['v1', 'leads', 'list', filters],
    queryFn: () => leadService.list(filters),
  })
  const stats = useQuery({ queryKey: ['v1', 'leads', 'stats'], queryFn: leadService.stats })
  const create = useMutation({ mutationFn: (lead: NewLead) => leadService.create(lead), onSuccess: again })
  const update = useMutation({
    mutationFn: ({ id, changes }: { id: number; changes: LeadChanges }) => leadService.update(id, changes),
    onSuccess: again,
  })
  const remove = useMutation({ mutationFn: (id: number) => leadService.remove(id), onSuccess: again })
  return { leads, stats, create, update, remove }
}
