import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Wallboard } from '@/services/types'

export const wallboardKey = ['wallboard'] as const

/** Letters call for a new look; without them it comes every ten seconds. */
export const wallboardQuery = queryOptions({
  queryKey: wallboardKey,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<Wallboard>('/api/app/wallboard', undefined, signal),
  refetchInterval: 10_000,
})

export type QueueAction = 'pause_queue' | 'resume_queue' | 'reset_stuck_leads'

interface Steered {
  message: string
  queue: { isRunning: boolean; activeCalls: number; maxConcurrentCalls: number }
  resetCount?: number | null
}

export async function steer(client: QueryClient, action: QueueAction): Promise<Steered> {
  const done = await http.post<Steered>('/api/admin/system/control', { action })
  client.setQueryData<Wallboard>(wallboardKey, (old) =>
    old ? { ...old, queue: { ...old.queue, is_running: done.queue.isRunning } } : old,
  )
  await client.invalidateQueries({ queryKey: wallboardKey })
  return done
}
