import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'
import { readLeadSearch } from '@/features/leads/search'

const wallboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/wallboard',
  staticData: { titleKey: 'nav.wallboard', scope: 'calls:supervise' },
  component: lazyRouteComponent(() => import('./WallboardPage'), 'WallboardPage'),
})

const callRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/call',
  staticData: { titleKey: 'nav.call', scope: 'calls:write' },
  component: lazyRouteComponent(() => import('./CallPage'), 'CallPage'),
})

const leadsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/leads/{-$leadId}',
  staticData: { titleKey: 'nav.leads', scope: 'leads:read' },
  validateSearch: readLeadSearch,
  beforeLoad: ({ params }) => {
    if (params.leadId !== undefined && !/^(new|[1-9]\d{0,14})$/.test(params.leadId)) throw notFound()
  },
  component: lazyRouteComponent(() => import('./LeadsPage'), 'LeadsPage'),
})

const duplicatesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/duplicates',
  staticData: { titleKey: 'duplicates.title', scope: 'leads:manage' },
  validateSearch: (search: Record<string, unknown>): { by?: 'email' | 'external_id' } =>
    search.by === 'external_id' ? { by: 'external_id' } : {},
  component: lazyRouteComponent(() => import('./DuplicatesPage'), 'DuplicatesPage'),
})

const importsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/imports/{-$importId}',
  staticData: { titleKey: 'nav.imports', scope: 'leads:import' },
  beforeLoad: ({ params }) => {
    if (params.importId !== undefined && !/^[1-9]\d{0,14}$/.test(params.importId)) throw notFound()
  },
  component: lazyRouteComponent(() => import('./ImportsPage'), 'ImportsPage'),
})

const campaignsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/campaigns/{-$campaignId}',
  staticData: { titleKey: 'nav.campaigns', scope: 'campaigns:write' },
  beforeLoad: ({ params }) => {
    if (params.campaignId !== undefined && !/^(new|scripts|outcomes|[1-9]\d{0,14})$/.test(params.campaignId))
      throw notFound()
  },
  component: lazyRouteComponent(() => import('./CampaignsPage'), 'CampaignsPage'),
})

export const callingRoutes = [
  callRoute,
  wallboardRoute,
  leadsRoute,
  duplicatesRoute,
  importsRoute,
  campaignsRoute,
]
