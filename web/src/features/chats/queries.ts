import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { staleWhenSilent } from '@/features/tickets/queries'
import { http, type Page, page } from '@/services/http'
import type {
  Chat,
  ChatCounts,
  ChatMessage,
  CustomerCard,
  Handoff,
  Suggestion,
  Summary,
} from '@/services/types'

const BASE = '/api/app/conversations'
export const chatPath = (id: number, act = '') => `${BASE}/${id}${act}`
export const CHATS_PATH = BASE

export interface ChatFilters {
  /** One or several with commas. */
  state?: string
  assigned_to?: 'me' | 'none'
  q?: string
}

export const chatKeys = {
  lists: ['chats', 'list'] as const,
  list: (filters: ChatFilters) => ['chats', 'list', filters] as const,
  detail: (id: number) => ['chats', 'detail', id] as const,
  messages: (id: number) => ['chats', 'messages', id] as const,
  counts: ['chats', 'counts'] as const,
  suggestions: (id: number, messageId: number) => ['chats', 'suggestions', id, messageId] as const,
  summary: (id: number, messages: number) => ['chats', 'summary', id, messages] as const,
  handoff: (id: number, sessionId: number) => ['chats', 'handoff', id, sessionId] as const,
  customer: (id: number) => ['chats', 'customer', id] as const,
}

/** Latest activity first, page by page. Live events keep the fetched pages up to date. */
export const chatListQuery = (filters: ChatFilters) =>
  infiniteQueryOptions({
    queryKey: chatKeys.list(filters),
    meta: { live: true },
    staleTime: staleWhenSilent,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }): Promise<Page<Chat>> =>
      page<Chat>(BASE, { ...filters, limit: 50, after: pageParam }, signal),
    getNextPageParam: (last) => last.next,
  })

export const chatQuery = (id: number) =>
  queryOptions({
    queryKey: chatKeys.detail(id),
    meta: { live: true },
    staleTime: staleWhenSilent,
    queryFn: ({ signal }) => http.get<Chat>(chatPath(id), undefined, signal),
  })

const PAGE = 100

/** The last page first; each further page holds what was said before. */
export const chatMessagesQuery = (id: number) =>
  infiniteQueryOptions({
    queryKey: chatKeys.messages(id),
    meta: { live: true },
    staleTime: staleWhenSilent,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<ChatMessage[]>(chatPath(id, '/messages'), { limit: PAGE, before: pageParam }, signal),
    getNextPageParam: (earliest) => (earliest.length < PAGE ? null : (earliest[0]?.id ?? null)),
  })

export const chatCountsQuery = queryOptions({
  queryKey: chatKeys.counts,
  meta: { live: true },
  queryFn: ({ signal }) => http.get<ChatCounts>(`${BASE}/counts`, undefined, signal),
})

/** For the customer's last words: other words, other suggestions. */
export const suggestionsQuery = (id: number, messageId: number) =>
  queryOptions({
    queryKey: chatKeys.suggestions(id, messageId),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => http.get<Suggestion[]>(chatPath(id, '/suggestions'), undefined, signal),
  })

/** One for each time that a person was asked for. A chat may wait for a person without the assistant. */
export const handoffQuery = (id: number, sessionId: number) =>
  queryOptions({
    queryKey: chatKeys.handoff(id, sessionId),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    queryFn: ({ signal }) => http.get<Handoff>(chatPath(id, '/handoff'), undefined, signal),
  })

/** As long as nothing more was said, it stays as it is. */
export const summaryQuery = (id: number, messages: number) =>
  queryOptions({
    queryKey: chatKeys.summary(id, messages),
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => http.get<Summary>(chatPath(id, '/summary'), undefined, signal),
  })

export const customerQuery = (id: number) =>
  queryOptions({
    queryKey: chatKeys.customer(id),
    staleTime: 30_000,
    queryFn: ({ signal }) => http.get<CustomerCard>(`/api/app/customers/${id}`, undefined, signal),
  })
