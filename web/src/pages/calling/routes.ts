import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

const wallboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/wallboard',
  staticData: { titleKey: 'nav.wallboard', scope: 'calls:read', roles: ['admin'] },
  component: lazyRouteComponent(() => import('./WallboardPage'), 'WallboardPage'),
})

const callRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/call',
  staticData: { titleKey: 'nav.call', scope: 'calls:write' },
  component: lazyRouteComponent(() => import('./CallPage'), 'CallPage'),
})

export const callingRoutes = [callRoute, wallboardRoute]
