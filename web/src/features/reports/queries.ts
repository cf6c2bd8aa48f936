import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { apiUrl, http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Drawn = Answer<'/api/app/reports/draw', 'post'>
export type Report = Answer<'/api/app/reports', 'post'>
export type Heading = Answer<'/api/app/reports'>[number]
export type Schedule = Answer<'/api/app/reports/schedules'>[number]
export type NewSchedule = Body<'/api/app/reports/schedules'>
export type ReportType = Drawn['type']
export type Column = Drawn['metrics']['columns'][number]
export type Line = Drawn['metrics']['trends'][number]
export type Step = 'day' | 'week' | 'month'
export type FileFormat = 'pdf' | 'csv' | 'json' | 'parquet'

export const TYPES = [
  'agent_performance',
  'campaign',
  'lead_source',
  'gamification',
] as const satisfies readonly ReportType[]
export const STEPS = ['day', 'week', 'month'] as const satisfies readonly Step[]
export const FORMATS = ['pdf', 'csv', 'json', 'parquet'] as const satisfies readonly FileFormat[]
export const DATASETS = ['tickets', 'calls', 'leads', 'messages'] as const
export type Dataset = (typeof DATASETS)[number]

/** What is asked for; without a step the server takes the one that fits. */
export interface Wanted {
  type: ReportType
  from: string
  to: string
  compare: boolean
  step?: Step
}

const ROOT = '/api/app/reports'
const SHOWN = 100
export const reportKeys = {
  all: ['reports'] as const,
  kept: ['reports', 'kept'] as const,
  schedules: ['reports', 'schedules'] as const,
}

const bodyOf = ({ type, from, to, compare, step }: Wanted) => ({
  type,
  start_date: from,
  end_date: to,
  compare,
  step: step ?? null,
})

export const drawnQuery = (wanted: Wanted) =>
  queryOptions({
    queryKey: ['reports', 'drawn', bodyOf(wanted)] as const,
    queryFn: () => http.post<Drawn>(`${ROOT}/draw`, bodyOf(wanted)),
    staleTime: 30_000,
  })

export const keptQuery = queryOptions({
  queryKey: reportKeys.kept,
  queryFn: ({ signal }) => http.get<Heading[]>(ROOT, { limit: SHOWN }, signal),
})

/** It never changes once it is drawn up. */
export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ['reports', 'one', id] as const,
    queryFn: ({ signal }) => http.get<Report>(`${ROOT}/${id}`, undefined, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const schedulesQuery = queryOptions({
  queryKey: reportKeys.schedules,
  queryFn: ({ signal }) => http.get<Schedule[]>(`${ROOT}/schedules`, undefined, signal),
  refetchInterval: 30_000,
})

export async function keepReport(client: QueryClient, wanted: Wanted, name: string): Promise<Report> {
  const made = await http.post<Report>(ROOT, { ...bodyOf(wanted), name })
  client.setQueryData(reportQuery(made.id).queryKey, made)
  void client.invalidateQueries({ queryKey: reportKeys.kept })
  return made
}

export async function removeReport(client: QueryClient, id: string): Promise<void> {
  await http.delete(`${ROOT}/${id}`)
  client.setQueryData<Heading[]>(reportKeys.kept, (all) => all?.filter((one) => one.id !== id))
}

export async function saveSchedule(
  client: QueryClient,
  id: number | null,
  given: NewSchedule,
): Promise<void> {
  if (id === null) await http.post<Schedule>(`${ROOT}/schedules`, given)
  else await http.put<Schedule>(`${ROOT}/schedules/${id}`, given)
  await client.invalidateQueries({ queryKey: reportKeys.schedules })
}

export async function removeSchedule(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${ROOT}/schedules/${id}`)
  client.setQueryData<Schedule[]>(reportKeys.schedules, (all) => all?.filter((one) => one.id !== id))
}

export const fileUrl = (id: string, format: FileFormat, language: string) =>
  apiUrl(`${ROOT}/${id}/file`, { format, language })

export const rowsUrl = (dataset: Dataset, format: string, from: string, to: string) =>
  apiUrl(`${ROOT}/rows/${dataset}`, { format, start_date: from, end_date: to })

const LANGUAGES = ['en', 'de', 'ru', 'es'] as const
export type Language = (typeof LANGUAGES)[number]
export const languageOf = (tag: string): Language =>
  LANGUAGES.find((one) => one === tag.split('-')[0]) ?? 'en'

/** The browser fetches it as a file: however large, nothing of it is held in the page. */
export function download(url: string): void {
  const link = document.createElement('a')
  link.href = url
  link.download = ''
  document.body.append(link)
  link.click()
  link.remove()
}
