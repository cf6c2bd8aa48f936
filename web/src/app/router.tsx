import type { QueryClient } from '@tanstack/react-query'
import { createRoute, createRouter, redirect } from '@tanstack/react-router'
import { accountRoutes } from '@/pages/account/routes'
import { adminRoutes } from '@/pages/admin/routes'
import { agentRoutes } from '@/pages/agent/routes'
import { callingRoutes } from '@/pages/calling/routes'
import { customerRoutes } from '@/pages/customer/routes'
import { governanceRoutes } from '@/pages/governance/routes'
import { messagingRoutes } from '@/pages/messaging/routes'
import { publicRoutes } from '@/pages/public/routes'
import { reportsRoutes } from '@/pages/reports/routes'
import { teamRoutes } from '@/pages/team/routes'
import { appRoute } from './app-route'
import { NotFound } from './NotFound'
import { landingFor } from './nav'
import { PagePending } from './PagePending'
import { publicRoute } from './public-route'
import { PageError } from './Root'
import { rootRoute } from './root-route'

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    throw redirect({ href: landingFor(context.session), replace: true })
  },
})

/** Unknown addresses are told apart inside the shell, for those who are signed in. */
const unknownRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '$',
  staticData: { titleKey: 'notFound.title' },
  component: NotFound,
})

const routeTree = rootRoute.addChildren([
  publicRoute.addChildren(publicRoutes),
  appRoute.addChildren([
    homeRoute,
    ...customerRoutes,
    ...agentRoutes,
    ...callingRoutes,
    ...messagingRoutes,
    ...teamRoutes,
    ...adminRoutes,
    ...governanceRoutes,
    ...reportsRoutes,
    ...accountRoutes,
    unknownRoute,
  ]),
])

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    // Query decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 150,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFound,
    scrollRestoration: true,
    scrollToTopSelectors: ['#main'],
  })
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
