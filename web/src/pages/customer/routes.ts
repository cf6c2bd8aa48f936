import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

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
    path: '/talk',
    staticData: { titleKey: 'nav.talk', roles: ['customer'] },
    component: lazyRouteComponent(() => import('./TalkPage'), 'TalkPage'),
  }),
] as const
