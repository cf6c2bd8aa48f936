import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Queue = Answer<'/api/app/inbound/queues'>[number]
export type QueueBody = Body<'/api/app/inbound/queues'>
export type OurNumber = Answer<'/api/app/inbound/numbers'>[number]
export type NumberBody = Body<'/api/app/inbound/numbers'>
export type Waiting = Answer<'/api/app/inbound/waiting'>[number]
export type Answering = Answer<'/api/app/inbound/answering'>[number]

const PATH = '/api/app/inbound'
const keys = {
  queues: ['inbound', 'queues'] as const,
  numbers: ['inbound', 'numbers'] as const,
  waiting: ['inbound', 'waiting'] as const,
  answering: ['inbound', 'answering'] as const,
}

export const queuesQuery = queryOptions({
  queryKey: keys.queues,
  queryFn: ({ signal }) => http.get<Queue[]>(`${PATH}/queues`, undefined, signal),
})

export const numbersQuery = queryOptions({
  queryKey: keys.numbers,
  queryFn: ({ signal }) => http.get<OurNumber[]>(`${PATH}/numbers`, undefined, signal),
})

/** The longest first; looked at often, as somebody waits. */
export const waitingQuery = queryOptions({
  queryKey: keys.waiting,
  queryFn: ({ signal }) => http.get<Waiting[]>(`${PATH}/waiting`, undefined, signal),
  refetchInterval: 10_000,
})

/** Of the last day. */
export const answeringQuery = queryOptions({
  queryKey: keys.answering,
  queryFn: ({ signal }) => http.get<Answering[]>(`${PATH}/answering`, undefined, signal),
  refetchInterval: 30_000,
})

export const lookAgain = (client: QueryClient) =>
  Promise.all([
    client.invalidateQueries({ queryKey: keys.waiting }),
    client.invalidateQueries({ queryKey: keys.answering }),
  ])

export async function saveQueue(client: QueryClient, id: number | null, body: QueueBody): Promise<void> {
  await (id === null
    ? http.post<Queue>(`${PATH}/queues`, body)
    : http.put<Queue>(`${PATH}/queues/${id}`, body))
  await client.invalidateQueries({ queryKey: keys.queues })
}

export async function removeQueue(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${PATH}/queues/${id}`)
  await client.invalidateQueries({ queryKey: keys.queues })
}

export async function saveNumber(client: QueryClient, id: number | null, body: NumberBody): Promise<void> {
  await (id === null
    ? http.post<OurNumber>(`${PATH}/numbers`, body)
    : http.put<OurNumber>(`${PATH}/numbers/${id}`, body))
  await client.invalidateQueries({ queryKey: keys.numbers })
}

export async function removeNumber(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${PATH}/numbers/${id}`)
  await client.invalidateQueries({ queryKey: keys.numbers })
}
