import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer, Body, Lead, RoutingRule, Team } from '@/services/types'

export type NewRule = Body<'/api/v1/automation/routing-rules'>
export type RuleChanges = Body<'/api/app/routing-rules/{rule_id}', 'put'>
export type Action = RoutingRule['action_type']
export type Tried = Answer<'/api/app/routing/try', 'post'>
export type Step = Tried['trace'][number]
export type Routed = Answer<'/api/app/routings'>[number]
export type Scoring = Answer<'/api/app/settings/scoring'>
export type ScoringChanges = Body<'/api/app/settings/scoring', 'put'>
export type ModelReport = Answer<'/api/app/scoring/model'>

export const ACTIONS = [
  'assign_to_agent',
  'assign_to_team',
  'round_robin',
] as const satisfies readonly Action[]

const RULES = '/api/v1/automation/routing-rules'
const rulePath = (id: number) => `/api/app/routing-rules/${id}`
const TEAMS = '/api/v1/teams'
const SCORING = '/api/app/settings/scoring'

const keys = {
  rules: ['routing-rules', 'rules'] as const,
  routed: ['routing-rules', 'routed'] as const,
  teams: ['teams'] as const,
  scoring: ['routing-rules', 'scoring'] as const,
  model: ['routing-rules', 'model'] as const,
}

/** In the order in which they are looked at. */
export const rulesQuery = queryOptions({
  queryKey: keys.rules,
  queryFn: ({ signal }) => http.get<RoutingRule[]>(RULES, undefined, signal),
})

export async function addRule(client: QueryClient, rule: NewRule): Promise<void> {
  await http.post<RoutingRule>(RULES, rule)
  await client.invalidateQueries({ queryKey: keys.rules })
}

export async function changeRule(client: QueryClient, id: number, changes: RuleChanges): Promise<void> {
  await http.put<RoutingRule>(rulePath(id), changes)
  await client.invalidateQueries({ queryKey: keys.rules })
}

export async function removeRule(client: QueryClient, id: number): Promise<void> {
  await http.delete(rulePath(id))
  await client.invalidateQueries({ queryKey: keys.rules })
}

/** Nothing is changed by it. */
export const tryRouting = (leadId: number): Promise<Tried> =>
  http.post<Tried>('/api/app/routing/try', { lead_id: leadId })

/** A few leads that fit what is typed; without a word the newest. */
export const leadsLikeQuery = (words: string) =>
  queryOptions({
    queryKey: ['leads', 'like', words],
    queryFn: ({ signal }) =>
      http.get<Lead[]>('/api/app/leads', { q: words.trim() || undefined, limit: 8 }, signal),
  })

/** What the rules did, the latest first. */
export const routedQuery = queryOptions({
  queryKey: keys.routed,
  queryFn: ({ signal }) => http.get<Routed[]>('/api/app/routings', { limit: 20 }, signal),
})

export const teamsQuery = queryOptions({
  queryKey: keys.teams,
  queryFn: ({ signal }) => http.get<Team[]>(TEAMS, undefined, signal),
})

export async function keepTeam(
  client: QueryClient,
  id: number | null,
  team: { name: string; member_ids: number[] },
): Promise<void> {
  if (id === null) await http.post<Team>(TEAMS, team)
  else await http.put<Team>(`${TEAMS}?id=${id}`, team)
  await client.invalidateQueries({ queryKey: keys.teams })
}

export async function removeTeam(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${TEAMS}?id=${id}`)
  await client.invalidateQueries({ queryKey: keys.teams })
}

export const scoringQuery = queryOptions({
  queryKey: keys.scoring,
  queryFn: ({ signal }) => http.get<Scoring>(SCORING, undefined, signal),
})

export async function changeScoring(client: QueryClient, changes: ScoringChanges): Promise<Scoring> {
  const changed = await http.put<Scoring>(SCORING, changes)
  client.setQueryData(keys.scoring, changed)
  return changed
}

export const modelQuery = queryOptions({
  queryKey: keys.model,
  queryFn: ({ signal }) => http.get<ModelReport>('/api/app/scoring/model', undefined, signal),
})

export const refitModel = (): Promise<unknown> => http.post('/api/app/scoring/model/refit')
