import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { callService } from '@/services/api'
import type { CallFilters, NewCall } from '@/services/api/calls'

/** Calls, newest first; placing one and ending one. */
export function useCalls(filters: CallFilters = {}) {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['v1', 'calls'] })
  const calls = useQuery({
    queryKey: ['v1', 'calls', 'list', filters],
    queryFn: () => callService.list(filters),
  })
  const stats = useQuery({ queryKey: ['v1', 'calls', 'stats'], queryFn: callService.stats })
  const create = useMutation({ mutationFn: (call: NewCall) => callService.create(call), onSuccess: again })
  const end = useMutation({ mutationFn: (id: number) => callService.end(id), onSuccess: again })
  return { calls, stats, create, end }
}
