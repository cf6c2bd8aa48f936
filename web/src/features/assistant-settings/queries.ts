import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http, page } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type AssistantSettings = Answer<'/api/app/assistant/settings'>
export type SettingsChanges = Body<'/api/app/assistant/settings', 'put'>
export type Provider = Answer<'/api/app/assistant/providers'>[number]
export type ProviderChanges = Body<'/api/app/assistant/providers/{name}', 'put'>
export type ProviderTest = Answer<'/api/app/assistant/providers/{name}/test', 'post'>
export type ModelCall = Answer<'/api/app/assistant/calls'>[number]
export type Budget = Answer<'/api/app/assistant/budget'>

export const STYLES = [
  'friendly',
  'professional',
  'formal',
  'casual',
  'concise',
  'empathetic',
  'technical',
] as const satisfies readonly NonNullable<SettingsChanges['response_style_default']>[]
export type Style = (typeof STYLES)[number]

export const KINDS = ['openai', 'anthropic'] as const satisfies readonly NonNullable<
  ProviderChanges['kind']
>[]
export type Kind = (typeof KINDS)[number]

/** What a provider's name may be; `local` is the house itself. */
export const NAME = /^(?!local$)[a-z0-9][a-z0-9-]{0,39}$/
export const MOST_PROVIDERS = 5

export const assistantKeys = {
  settings: ['assistant', 'settings'] as const,
  providers: ['assistant', 'providers'] as const,
  budget: ['assistant', 'budget'] as const,
  calls: ['assistant', 'calls'] as const,
}

export const settingsQuery = queryOptions({
  queryKey: assistantKeys.settings,
  queryFn: ({ signal }) => http.get<AssistantSettings>('/api/app/assistant/settings', undefined, signal),
})

export const providersQuery = queryOptions({
  queryKey: assistantKeys.providers,
  queryFn: ({ signal }) => http.get<Provider[]>('/api/app/assistant/providers', undefined, signal),
})

export const budgetQuery = queryOptions({
  queryKey: assistantKeys.budget,
  queryFn: ({ signal }) => http.get<Budget>('/api/app/assistant/budget', undefined, signal),
})

/** Newest first. */
export const callsQuery = infiniteQueryOptions({
  queryKey: assistantKeys.calls,
  initialPageParam: null as string | null,
  queryFn: ({ pageParam, signal }) =>
    page<ModelCall>('/api/app/assistant/calls', { limit: 50, after: pageParam }, signal),
  getNextPageParam: (last) => last.next,
})

const addressOf = (name: string) => `/api/app/assistant/providers/${encodeURIComponent(name)}`

export async function changeSettings(
  client: QueryClient,
  changes: SettingsChanges,
): Promise<AssistantSettings> {
  const changed = await http.put<AssistantSettings>('/api/app/assistant/settings', changes)
  client.setQueryData(assistantKeys.settings, changed)
  return changed
}

/** Its place in the order may have changed, so the list is asked for anew. */
export async function keepProvider(
  client: QueryClient,
  name: string,
  changes: ProviderChanges,
): Promise<Provider> {
  const kept = await http.put<Provider>(addressOf(name), changes)
  await client.invalidateQueries({ queryKey: assistantKeys.providers })
  void client.invalidateQueries({ queryKey: assistantKeys.settings })
  return kept
}

export async function removeProvider(client: QueryClient, name: string): Promise<void> {
  await http.delete(addressOf(name))
  client.setQueryData<Provider[]>(assistantKeys.providers, (all) => all?.filter((one) => one.name !== name))
  void client.invalidateQueries({ queryKey: assistantKeys.settings })
}

/** It is a call like any other: logged, and paid for. */
export async function testProvider(client: QueryClient, name: string): Promise<ProviderTest> {
  const result = await http.post<ProviderTest>(`${addressOf(name)}/test`)
  void client.invalidateQueries({ queryKey: assistantKeys.calls })
  void client.invalidateQueries({ queryKey: assistantKeys.budget })
  return result
}

export async function changeBudget(
  client: QueryClient,
  changes: Pick<Budget, 'tokens_limit' | 'cost_limit'>,
): Promise<Budget> {
  const changed = await http.put<Budget>('/api/app/assistant/budget', changes)
  client.setQueryData(assistantKeys.budget, changed)
  return changed
}
