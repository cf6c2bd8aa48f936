import { type QueryClient, queryOptions } from '@tanstack/react-query'
import {
  ADVANCED,
  type Badge,
  type Challenge,
  GAMES,
  type GameRule,
  keys,
  type Redemption,
  V1,
} from '@/features/games/queries'
import { http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Kind = Answer<'/api/app/games/kinds'>[number]
export type NewRule = Body<'/api/app/games/rules'>
export type Condition = GameRule['conditions'][number]
export type DryRun = Answer<'/api/app/games/rules/dry-run', 'post'>

/** Where each thing is made, and where one of them is changed and removed. */
const MADE_AT = {
  rules: `${GAMES}/rules`,
  badges: `${V1}/badges`,
  challenges: `${ADVANCED}/challenges`,
  competitions: `${ADVANCED}/competitions`,
  rewards: `${ADVANCED}/rewards`,
} as const
export type Thing = keyof typeof MADE_AT

export async function keep(
  client: QueryClient,
  thing: Thing,
  id: number | string | null,
  body: unknown,
): Promise<void> {
  if (id === null) await http.post(MADE_AT[thing], body)
  else await http.put(`${GAMES}/${thing}/${id}`, body)
  await client.invalidateQueries({ queryKey: keys.all })
}

export async function remove(client: QueryClient, thing: Thing, id: number | string): Promise<void> {
  await http.delete(`${GAMES}/${thing}/${id}`)
  await client.invalidateQueries({ queryKey: keys.all })
}

/** What rules can be made of: it never changes while the app is open. */
export const kindsQuery = queryOptions({
  queryKey: ['games', 'kinds'],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => http.get<Kind[]>(`${GAMES}/kinds`, undefined, signal),
})

export const gameRulesQuery = queryOptions({
  queryKey: keys.rules,
  queryFn: ({ signal }) => http.get<GameRule[]>(`${GAMES}/rules`, undefined, signal),
})

export const badgesQuery = queryOptions({
  queryKey: keys.badges,
  queryFn: ({ signal }) => http.get<Badge[]>(`${GAMES}/badges`, undefined, signal),
})

export const challengesQuery = queryOptions({
  queryKey: keys.challenges,
  queryFn: ({ signal }) => http.get<Challenge[]>(`${V1}/challenges`, { limit: 100 }, signal),
})

/** Nothing is changed by it. */
export const tryRule = (rule: NewRule): Promise<DryRun> => http.post<DryRun>(`${GAMES}/rules/dry-run`, rule)

/** Everybody's, the latest first. */
export const allRedemptionsQuery = queryOptions({
  queryKey: [...keys.redemptions, 'everybody'],
  queryFn: ({ signal }) =>
    http.get<Redemption[]>(`${GAMES}/redemptions`, { everybody: true, limit: 100 }, signal),
})

export async function decide(
  client: QueryClient,
  id: number,
  status: Redemption['status'],
  note = '',
): Promise<void> {
  await http.put(`${GAMES}/redemptions/${id}`, { status, note })
  await client.invalidateQueries({ queryKey: keys.all })
}

export async function movePoints(
  client: QueryClient,
  way: 'award' | 'revoke',
  body: { user_id: number; points: number; reason: string },
): Promise<void> {
  await http.post(`${V1}/points/${way}`, body)
  await client.invalidateQueries({ queryKey: keys.all })
}

export async function giveBadge(client: QueryClient, userId: number, badgeId: number): Promise<void> {
  await http.post(`${V1}/badges/award`, { user_id: userId, badge_id: badgeId })
  await client.invalidateQueries({ queryKey: keys.all })
}
