import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

type Search = Record<string, unknown>

const TABS = ['me', 'board', 'teams', 'shop'] as const
export type BoardsTab = (typeof TABS)[number]
const PERIODS = ['day', 'week', 'month', 'all'] as const
const METRICS = [
  'points',
  'tickets_resolved',
  'chats_finished',
  'chats_rated_well',
  'calls_talked',
  'sales',
  'leads_qualified',
  'leads_converted',
  'entries_written',
] as const

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((each) => each === value)

export const teamRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/boards',
    staticData: { titleKey: 'nav.boards', roles: ['admin', 'support_agent', 'operator'] },
    validateSearch: (
      search: Search,
    ): {
      tab?: BoardsTab
      period?: (typeof PERIODS)[number]
      metric?: (typeof METRICS)[number]
    } => ({
      tab: oneOf(search.tab, TABS),
      period: oneOf(search.period, PERIODS),
      metric: oneOf(search.metric, METRICS),
    }),
    component: lazyRouteComponent(() => import('./BoardsPage'), 'BoardsPage'),
  }),
] as const
