import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'
import { readChatSearch } from '@/features/chats/views'
import { filtersOf, readSearch } from '@/features/tickets/filters'
import { searchOfBuiltIn } from '@/features/views/views'

const CHATBOT_TABS = ['numbers', 'log', 'golden', 'runs'] as const
type ChatbotTab = (typeof CHATBOT_TABS)[number]
const LOG_FILTERS = ['all', 'escalated', 'unanswered'] as const
type LogFilter = (typeof LOG_FILTERS)[number]
const idOf = (value: unknown): number | undefined =>
  Number.isSafeInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined

/** Routes of this part, each with its page loaded when needed; see web/README.md. */
export const agentRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/tickets/{-$ticketId}',
    staticData: { titleKey: 'nav.tickets', scope: 'tickets:read' },
    validateSearch: readSearch,
    beforeLoad: ({ params, search }) => {
      if (params.ticketId !== undefined && !/^[1-9]\d{0,14}$/.test(params.ticketId)) throw notFound()
      // A bare address shows what is open; the address then says so.
      if (!search.view && Object.keys(filtersOf(search)).length === 0) {
        throw redirect({
          to: '/tickets/{-$ticketId}',
          params,
          search: { ...searchOfBuiltIn('open'), details: search.details },
          replace: true,
        })
      }
    },
    component: lazyRouteComponent(() => import('./TicketsPage'), 'TicketsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/chats/{-$chatId}',
    staticData: { titleKey: 'nav.chats', scope: 'chats:read' },
    validateSearch: readChatSearch,
    beforeLoad: ({ params }) => {
      if (params.chatId !== undefined && !/^[1-9]\d{0,14}$/.test(params.chatId)) throw notFound()
    },
    component: lazyRouteComponent(() => import('./ChatsPage'), 'ChatsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/knowledge/{-$entry}',
    staticData: { titleKey: 'nav.knowledge', scope: 'faqs:read' },
    validateSearch: (
      search: Record<string, unknown>,
    ): { kind?: 'article' | 'canned'; q?: string; question?: string } => ({
      kind: search.kind === 'article' || search.kind === 'canned' ? search.kind : undefined,
      // What a new entry is to answer: a customer's question, from the chatbot's pages.
      question:
        typeof search.question === 'string' && search.question ? search.question.slice(0, 500) : undefined,
      q: typeof search.q === 'string' && search.q ? search.q.slice(0, 200) : undefined,
    }),
    beforeLoad: ({ params }) => {
      if (params.entry !== undefined && !/^(new|[1-9]\d{0,14})$/.test(params.entry)) throw notFound()
    },
    component: lazyRouteComponent(() => import('./KnowledgePage'), 'KnowledgePage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/chatbot',
    staticData: { titleKey: 'nav.chatbot', scope: 'chats:read' },
    validateSearch: (
      search: Record<string, unknown>,
    ): { tab?: ChatbotTab; only?: LogFilter; run?: number; base?: number } => ({
      tab: CHATBOT_TABS.find((each) => each === search.tab),
      only: LOG_FILTERS.find((each) => each === search.only),
      run: idOf(search.run),
      base: idOf(search.base),
    }),
    component: lazyRouteComponent(() => import('./ChatbotPage'), 'ChatbotPage'),
  }),
] as const
