import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

type Search = Record<string, unknown>

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((each) => each === value)

const TABS = ['me', 'board', 'teams', 'shop'] as const
export type BoardsTab = (typeof TABS)[number]
const GAMES_TABS = ['rules', 'badges', 'challenges', 'competitions', 'rewards', 'approvals', 'hand'] as const
export type GamesTab = (typeof GAMES_TABS)[number]
/** Which of the settings' tabs an address names. */
export const gamesTab = (value: unknown): GamesTab | undefined => oneOf(value, GAMES_TABS)
const PERIODS = ['day', 'week', 'month', 'all'] as const

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
      metric?: string
    } => ({
      tab: oneOf(search.tab, TABS),
      period: oneOf(search.period, PERIODS),
      metric: typeof search.metric === 'string' ? search.metric : undefined,
    }),
    component: lazyRouteComponent(() => import('./BoardsPage'), 'BoardsPage'),
  }),
] as const
