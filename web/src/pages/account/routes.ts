import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

export const accountRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/profile',
    staticData: { titleKey: 'nav.profile' },
    component: lazyRouteComponent(() => import('./ProfilePage'), 'ProfilePage'),
  }),
] as const
