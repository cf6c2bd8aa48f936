import { createRoute, lazyRouteComponent, notFound } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'
import { readCallLogSearch } from '@/features/call-log/search'
import { readReportSearch } from '@/features/reports/search'

/** The pages of reports stand in one frame. */
const frameRoute = createRoute({
  getParentRoute: () => appRoute,
  id: 'reports-frame',
  component: lazyRouteComponent(() => import('./ReportsLayout'), 'ReportsLayout'),
})

const staticData = { titleKey: 'nav.reports', scope: 'analytics:read' } as const
const day = (value: unknown): string | undefined =>
  typeof value === 'string' && /^20\d\d-\d\d-\d\d$/.test(value) && Date.parse(value) > 0 ? value : undefined

const pages = [
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/reports',
    staticData,
    validateSearch: readReportSearch,
    component: lazyRouteComponent(() => import('./BuilderPage'), 'BuilderPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/reports/kept/{-$reportId}',
    staticData,
    beforeLoad: ({ params }) => {
      if (params.reportId !== undefined && !/^report_[1-9]\d{0,17}$/.test(params.reportId)) throw notFound()
    },
    component: lazyRouteComponent(() => import('./KeptPage'), 'KeptPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/reports/scheduled',
    staticData,
    component: lazyRouteComponent(() => import('./SchedulesPage'), 'SchedulesPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/reports/rows',
    staticData,
    component: lazyRouteComponent(() => import('./RowsPage'), 'RowsPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/reports/calls',
    staticData: { titleKey: 'nav.callReports', scope: 'analytics:read' },
    validateSearch: (search: Record<string, unknown>): { from?: string; to?: string } => ({
      from: day(search.from),
      to: day(search.to),
    }),
    component: lazyRouteComponent(() => import('@/pages/calling/CallReportsPage'), 'CallReportsPage'),
  }),
  createRoute({
    getParentRoute: () => frameRoute,
    path: '/reports/call-log',
    staticData: { titleKey: 'nav.callLog', scope: 'calls:supervise' },
    validateSearch: readCallLogSearch,
    component: lazyRouteComponent(() => import('@/pages/calling/CallLogPage'), 'CallLogPage'),
  }),
] as const

export const reportsRoutes = [frameRoute.addChildren(pages)] as const
