import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

const wallboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/wallboard',
  staticData: { titleKey: 'nav.wallboard', scope: 'calls:read', roles: ['admin'] },
  component: lazyRouteComponent(() => import('./WallboardPage'), 'WallboardPage'),
})

export const callingRoutes = [wallboardRoute]
