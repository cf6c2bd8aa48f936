import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'
import { readChatSearch } from '@/features/chats/views'
import { filtersOf, readSearch } from '@/features/tickets/filters'
import { searchOfBuiltIn } from '@/features/views/views'

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
    validateSearch: (search: Record<string, unknown>): { kind?: 'article' | 'canned'; q?: string } => ({
      kind: search.kind === 'article' || search.kind === 'canned' ? search.kind : undefined,
      q: typeof search.q === 'string' && search.q ? search.q.slice(0, 200) : undefined,
    }),
    beforeLoad: ({ params }) => {
      if (params.entry !== undefined && !/^(new|[1-9]\d{0,14})$/.test(params.entry)) throw notFound()
    },
    component: lazyRouteComponent(() => import('./KnowledgePage'), 'KnowledgePage'),
  }),
] as const
