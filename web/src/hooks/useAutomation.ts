import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { automationService } from '@/services/api'
import type { NewRule } from '@/services/api/automation'

/** Leads by score, the rules that route them, and what the two amount to. */
export function useAutomation({ limit = 20 }: { limit?: number } = {}) {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['v1', 'automation'] })
  const ranked = useQuery({
    queryKey: ['v1', 'automation', 'ranked', limit],
    queryFn: () => automationService.ranked({ limit }),
  })
  const rules = useQuery({ queryKey: ['v1', 'automation', 'rules'], queryFn: automationService.rules })
  const metrics = useQuery({ queryKey: ['v1', 'automation', 'metrics'], queryFn: automationService.metrics })
  const score = useMutation({ mutationFn: (id: number) => automationService.score(id), onSuccess: again })
  const route = useMutation({ mutationFn: (id: number) => automationService.route(id), onSuccess: again })
  const createRule = useMutation({
    mutationFn: (rule: NewRule) => automationService.createRule(rule),
    onSuccess: again,
  })
  return { ranked, rules, metrics, score, route, createRule }
}
