import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { useLive } from '@/hooks/useLive'
import { useLookAgain } from '@/hooks/useLookAgain'
import { http, page } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Message = Answer<'/api/app/messages'>[number]
export type MessageState = Message['state']
export type Channel = Message['channel']
export type MessageDetail = Answer<'/api/app/messages/{message_id}'>
export type Template = Answer<'/api/app/templates'>[number]
export type TemplateText = Template['texts'][number]
export type NewTemplate = Body<'/api/app/templates'>
export type TemplateChanges = Body<'/api/app/templates/{template_id}', 'put'>
export type Rendered = Answer<'/api/app/templates/preview', 'post'>
export type Preview = Body<'/api/app/templates/preview'>
export type NewMessage = Body<'/api/app/messages'>
export type Statistics = Answer<'/api/app/messages/stats'>

export const CHANNELS = ['email', 'sms', 'whatsapp', 'slack', 'push'] as const satisfies readonly Channel[]
export const STATES = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'opened',
  'failed',
  'bounced',
  'complained',
  'suppressed',
  'unknown',
  'cancelled',
] as const satisfies readonly MessageState[]

const ROOT = '/api/app/messages'
const PER_PAGE = 50

export const messageKeys = {
  all: ['messages'] as const,
  lists: ['messages', 'list'] as const,
  one: (id: string) => ['messages', 'one', id] as const,
  stats: ['messages', 'stats'] as const,
  templates: ['templates'] as const,
}

export interface MessageFilter {
  channel?: Channel
  state?: MessageState
  q?: string
}

/** Newest first. */
export const messagesQuery = (filter: MessageFilter) =>
  infiniteQueryOptions({
    queryKey: [...messageKeys.lists, filter] as const,
    meta: { live: true },
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      page<Message>(ROOT, { ...filter, after: pageParam, limit: PER_PAGE }, signal),
    getNextPageParam: (last) => last.next,
  })

export const messageQuery = (id: string) =>
  queryOptions({
    queryKey: messageKeys.one(id),
    meta: { live: true },
    queryFn: ({ signal }) => http.get<MessageDetail>(`${ROOT}/${id}`, undefined, signal),
  })

export const statisticsQuery = (days: number) =>
  queryOptions({
    queryKey: [...messageKeys.stats, days] as const,
    meta: { live: true },
    queryFn: ({ signal }) => http.get<Statistics>(`${ROOT}/stats`, { days }, signal),
  })

/** The log and whatever message is open, as messages get on. */
export function useMessagesLive(): void {
  const again = useLookAgain(messageKeys.all)
  useLive('message.moved', ({ id }) =>
    id === null ? again(messageKeys.all) : again(messageKeys.lists, messageKeys.stats, messageKeys.one(id)),
  )
}

export const templatesQuery = queryOptions({
  queryKey: messageKeys.templates,
  queryFn: ({ signal }) => http.get<Template[]>('/api/app/templates', { limit: 100 }, signal),
})

export const renderPreview = (given: Preview, signal?: AbortSignal) =>
  http.post<Rendered>('/api/app/templates/preview', given, { signal })

export async function sendMessage(client: QueryClient, given: NewMessage): Promise<Message> {
  const sent = await http.post<Message>(ROOT, given)
  void client.invalidateQueries({ queryKey: messageKeys.all })
  return sent
}

export async function cancelMessage(client: QueryClient, id: string): Promise<Message> {
  const done = await http.post<Message>(`${ROOT}/${id}/cancel`)
  void client.invalidateQueries({ queryKey: messageKeys.all })
  return done
}

export async function saveTemplate(
  client: QueryClient,
  id: string | null,
  given: NewTemplate,
): Promise<Template> {
  const { type: _, ...changes } = given
  const saved = id
    ? await http.put<Template>(`/api/app/templates/${id}`, {
        ...changes,
        language: given.texts[0]?.language,
      } satisfies TemplateChanges)
    : await http.post<Template>('/api/app/templates', given)
  await client.invalidateQueries({ queryKey: messageKeys.templates })
  return saved
}

export async function removeTemplate(client: QueryClient, id: string): Promise<void> {
  await http.delete(`/api/app/templates/${id}`)
  await client.invalidateQueries({ queryKey: messageKeys.templates })
}
