import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type BotNumbers = Answer<'/api/chatbot/analytics'>
export type Turn = Answer<'/api/chatbot/logs'>[number]
export type Golden = Answer<'/api/app/chatbot/golden'>[number]
export type NewGolden = Body<'/api/app/chatbot/golden'>
export type Run = Answer<'/api/app/chatbot/evaluations'>[number]
export type RunResult = Answer<'/api/app/chatbot/evaluations/{evaluation_id}/results'>[number]
export type Comparison = Answer<'/api/app/chatbot/evaluations/{evaluation_id}/comparison/{base_id}'>
export type Mark = RunResult['mark']

export const OUTCOMES = [
  'answered',
  'greeted',
  'thanked',
  'unclear',
  'refused',
  'person',
  'with_person',
] as const
export type Outcome = (typeof OUTCOMES)[number]
export const outcomeOf = (turn: Turn): Outcome | undefined => OUTCOMES.find((each) => each === turn.outcome)

const PAGE = 50
const EVALUATION = '/api/app/chatbot'

export const botKeys = {
  numbers: ['chatbot', 'numbers'] as const,
  log: (only: LogFilter) => ['chatbot', 'log', only] as const,
  golden: ['chatbot', 'golden'] as const,
  runs: ['chatbot', 'runs'] as const,
  results: (run: number) => ['chatbot', 'results', run] as const,
  comparison: (run: number, base: number) => ['chatbot', 'comparison', run, base] as const,
}

export type LogFilter = 'all' | 'escalated' | 'unanswered'

export const numbersQuery = queryOptions({
  queryKey: botKeys.numbers,
  queryFn: ({ signal }) => http.get<BotNumbers>('/api/chatbot/analytics', undefined, signal),
})

/** Newest first. */
export const logQuery = (only: LogFilter) =>
  infiniteQueryOptions({
    queryKey: botKeys.log(only),
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      http.get<Turn[]>(
        '/api/chatbot/logs',
        {
          limit: PAGE,
          before: pageParam,
          escalated_only: only === 'escalated' || undefined,
          unanswered_only: only === 'unanswered' || undefined,
        },
        signal,
      ),
    getNextPageParam: (last) => (last.length === PAGE ? last.at(-1)?.id : undefined),
  })

export const goldenQuery = infiniteQueryOptions({
  queryKey: botKeys.golden,
  initialPageParam: undefined as number | undefined,
  queryFn: ({ pageParam, signal }) =>
    http.get<Golden[]>(`${EVALUATION}/golden`, { limit: PAGE, before: pageParam }, signal),
  getNextPageParam: (last) => (last.length === PAGE ? last.at(-1)?.id : undefined),
})

export const runsQuery = queryOptions({
  queryKey: botKeys.runs,
  queryFn: ({ signal }) => http.get<Run[]>(`${EVALUATION}/evaluations`, { limit: PAGE }, signal),
  // A large set is a job's: look again until it is done.
  refetchInterval: (query) => (query.state.data?.some((run) => run.state === 'running') ? 2_000 : false),
})

export const resultsQuery = (run: number) =>
  queryOptions({
    queryKey: botKeys.results(run),
    queryFn: ({ signal }) =>
      http.get<RunResult[]>(`${EVALUATION}/evaluations/${run}/results`, undefined, signal),
  })

export const comparisonQuery = (run: number, base: number) =>
  queryOptions({
    queryKey: botKeys.comparison(run, base),
    queryFn: ({ signal }) =>
      http.get<Comparison>(`${EVALUATION}/evaluations/${run}/comparison/${base}`, undefined, signal),
  })

export async function judge(client: QueryClient, turn: Turn, verdict: 'right' | 'wrong'): Promise<void> {
  await http.put(`${EVALUATION}/turns/${turn.id}/verdict`, { verdict })
  await client.invalidateQueries({ queryKey: ['chatbot', 'log'] })
}

export async function addGolden(client: QueryClient, golden: NewGolden): Promise<void> {
  await http.post(`${EVALUATION}/golden`, golden)
  await client.invalidateQueries({ queryKey: botKeys.golden })
}

export async function deleteGolden(client: QueryClient, golden: Golden): Promise<void> {
  await http.delete(`${EVALUATION}/golden/${golden.id}`)
  await client.invalidateQueries({ queryKey: botKeys.golden })
}

export async function runEvaluation(
  client: QueryClient,
  wanted: Body<'/api/app/chatbot/evaluations'>,
): Promise<Run> {
  const made = await http.post<Run>(`${EVALUATION}/evaluations`, wanted)
  await client.invalidateQueries({ queryKey: botKeys.runs })
  return made
}
