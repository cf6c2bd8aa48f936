import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

const entryId = {
  parse: ({ entryId: given }: { entryId: string }) => {
    const id = Number(given)
    if (!Number.isSafeInteger(id) || id < 1) throw notFound()
    return { entryId: id }
  },
  stringify: ({ entryId: id }: { entryId: number }) => ({ entryId: String(id) }),
}

/** Routes of this part, each with its page loaded when needed; see web/README.md. */
export const customerRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/requests',
    staticData: { titleKey: 'nav.requests', roles: ['customer'] },
    validateSearch: (search: Record<string, unknown>): { q?: string } =>
      typeof search.q === 'string' && search.q ? { q: search.q.slice(0, 200) } : {},
    component: lazyRouteComponent(() => import('./RequestsPage'), 'RequestsPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/requests/$ticketId',
    staticData: { titleKey: 'nav.requests', roles: ['customer'] },
    params: {
      parse: ({ ticketId }) => {
        const id = Number(ticketId)
        if (!Number.isSafeInteger(id) || id < 1) throw notFound()
        return { ticketId: id }
      },
      stringify: ({ ticketId }) => ({ ticketId: String(ticketId) }),
    },
    component: lazyRouteComponent(() => import('./RequestPage'), 'RequestPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/chat/{-$chatId}',
    staticData: { titleKey: 'nav.chat', roles: ['customer'] },
    beforeLoad: ({ params }) => {
      if (params.chatId !== undefined && !/^[1-9]\d{0,14}$/.test(params.chatId)) throw notFound()
    },
    component: lazyRouteComponent(() => import('./ChatPage'), 'ChatPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/talk',
    staticData: { titleKey: 'nav.talk', roles: ['customer'] },
    component: lazyRouteComponent(() => import('./TalkPage'), 'TalkPage'),
  }),
  // For everybody who is signed in: staff open what the assistant answered from.
  createRoute({
    getParentRoute: () => appRoute,
    path: '/help',
    staticData: { titleKey: 'nav.help' },
    validateSearch: (search: Record<string, unknown>): { q?: string } =>
      typeof search.q === 'string' && search.q ? { q: search.q.slice(0, 200) } : {},
    component: lazyRouteComponent(() => import('./HelpPages'), 'HelpPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/help/articles/$entryId',
    staticData: { titleKey: 'nav.help' },
    params: entryId,
    component: lazyRouteComponent(() => import('./HelpPages'), 'ArticlePage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/help/questions/$entryId',
    staticData: { titleKey: 'nav.help' },
    params: entryId,
    component: lazyRouteComponent(() => import('./HelpPages'), 'QuestionPage'),
  }),
] as const
