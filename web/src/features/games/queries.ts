import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Profile = Answer<'/api/app/games/me'>
export type Challenge = Profile['challenges'][number]
export type EarnedBadge = Profile['badges'][number]
export type Board = Answer<'/api/app/games/board'>
export type Place = Board['places'][number]
export type Period = Board['period']
export type Metric = Challenge['metric']
export type Competition = Answer<'/api/app/games/competitions'>[number]
export type Standing = Answer<'/api/app/games/competitions/{competition_id}'>
export type Reward = Answer<'/api/app/games/rewards'>[number]
export type Redemption = Answer<'/api/app/games/redemptions'>[number]
export type Entry = Answer<'/api/app/games/points'>[number]
export type Choice = Body<'/api/app/games/me', 'put'>
export type Redeemed = Answer<'/api/v1/gamification-advanced/redeem', 'post'>
export type Badge = Answer<'/api/app/games/badges'>[number]
export type GameRule = Answer<'/api/app/games/rules'>[number]

export const PERIODS = ['day', 'week', 'month', 'all'] as const satisfies readonly Period[]
export const METRICS = [
  'points',
  'tickets_resolved',
  'chats_finished',
  'chats_rated_well',
  'calls_talked',
  'sales',
  'leads_qualified',
  'leads_converted',
  'entries_written',
] as const satisfies readonly Metric[]
export const POINTS_PER_LEVEL = 500

export const GAMES = '/api/app/games'
export const V1 = '/api/v1/gamification'
export const ADVANCED = '/api/v1/gamification-advanced'

export const keys = {
  all: ['games'] as const,
  me: ['games', 'me'] as const,
  boards: ['games', 'board'] as const,
  competitions: ['games', 'competitions'] as const,
  rewards: ['games', 'rewards'] as const,
  redemptions: ['games', 'redemptions'] as const,
  points: ['games', 'points'] as const,
  challenges: ['games', 'challenges'] as const,
  badges: ['games', 'badges'] as const,
  rules: ['games', 'rules'] as const,
}

export const meQuery = queryOptions({
  queryKey: keys.me,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Profile>(`${GAMES}/me`, undefined, signal),
})

export async function choose(client: QueryClient, choice: Choice): Promise<void> {
  await http.put(`${GAMES}/me`, choice)
  await client.invalidateQueries({ queryKey: keys.all })
}

/** The best first; the server says where the next page begins. */
export const boardQuery = (period: Period, metric: Metric) =>
  infiniteQueryOptions({
    queryKey: [...keys.boards, period, metric],
    meta: { live: true },
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<Board>(`${GAMES}/board`, { period, metric, after: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => last.next,
  })

export const aroundQuery = (period: Period, metric: Metric) =>
  queryOptions({
    queryKey: [...keys.boards, period, metric, 'around'],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => http.get<Board>(`${GAMES}/board/around-me`, { period, metric }, signal),
  })

export const competitionsQuery = queryOptions({
  queryKey: keys.competitions,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Competition[]>(`${GAMES}/competitions`, undefined, signal),
})

export const standingQuery = (id: string) =>
  queryOptions({
    queryKey: [...keys.competitions, id],
    meta: { live: true },
    queryFn: ({ signal }) => http.get<Standing>(`${GAMES}/competitions/${id}`, undefined, signal),
  })

/** What can be had now; `available` false: what is switched off or gone, too. */
export const rewardsQuery = (available = true) =>
  queryOptions({
    queryKey: [...keys.rewards, available],
    queryFn: ({ signal }) => http.get<Reward[]>(`${GAMES}/rewards`, { available }, signal),
  })

export const redemptionsQuery = queryOptions({
  queryKey: keys.redemptions,
  queryFn: ({ signal }) => http.get<Redemption[]>(`${GAMES}/redemptions`, { limit: 20 }, signal),
})

export const pointsQuery = queryOptions({
  queryKey: keys.points,
  queryFn: ({ signal }) => http.get<Entry[]>(`${GAMES}/points`, { limit: 20 }, signal),
})

export async function redeem(client: QueryClient, rewardId: number): Promise<Redeemed> {
  const done = await http.post<Redeemed>(`${ADVANCED}/redeem`, { reward_id: rewardId })
  await Promise.all(
    [keys.me, keys.rewards, keys.redemptions, keys.points].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )
  return done
}
