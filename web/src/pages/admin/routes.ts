import { createRoute, lazyRouteComponent, notFound, redirect } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'
import { type ChannelsTab, channelsTab } from '@/pages/messaging/channels-tab'
import { type GamesTab, gamesTab } from '@/pages/team/routes'

type Search = Record<string, unknown>
type Days = 7 | 30 | 90
type Hours = 1 | 24 | 168

const TABS = ['health', 'alerts', 'logs', 'dead'] as const
export type SystemTab = (typeof TABS)[number]
const ASSISTANT_TABS = ['replies', 'models', 'calls'] as const
export type AssistantTab = (typeof ASSISTANT_TABS)[number]
const CALLING_TABS = ['queue', 'inbound', 'carriers', 'dnc'] as const
export type CallingTab = (typeof CALLING_TABS)[number]
const ROUTING_TABS = ['rules', 'teams', 'scores'] as const
export type RoutingTab = (typeof ROUTING_TABS)[number]
const DELIVERY_STATES = ['waiting', 'delivered', 'failed', 'skipped'] as const
type DeliveryState = (typeof DELIVERY_STATES)[number]
const LEVELS = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const

const days = (value: unknown): Days | undefined =>
  ([7, 30, 90] as const).find((each) => each === Number(value))
const id = (value: unknown): number | undefined =>
  Number.isSafeInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value.slice(0, 100) : undefined
const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((each) => each === value)

const peopleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/people',
  staticData: { titleKey: 'nav.people', scope: 'users:read' },
  validateSearch: (search: Search): { q?: string; role?: string; is_active?: boolean } => ({
    q: text(search.q),
    role: text(search.role),
    is_active: typeof search.is_active === 'boolean' ? search.is_active : undefined,
  }),
  component: lazyRouteComponent(() => import('./PeoplePage'), 'PeoplePage'),
})

const newPersonRoute = createRoute({
  getParentRoute: () => peopleRoute,
  path: '/new',
  staticData: { titleKey: 'people.add', scope: 'users:write' },
  component: lazyRouteComponent(() => import('./PersonPages'), 'NewPersonPage'),
})

const personRoute = createRoute({
  getParentRoute: () => peopleRoute,
  path: '/$personId',
  params: {
    parse: ({ personId }) => {
      const parsed = id(personId)
      if (parsed === undefined) throw notFound()
      return { personId: parsed }
    },
    stringify: ({ personId }) => ({ personId: String(personId) }),
  },
  component: lazyRouteComponent(() => import('./PersonPages'), 'PersonPage'),
})

/** The pages of the rail's "Settings": each has its own address, all stand beside one list. */
const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  id: 'house',
  component: lazyRouteComponent(() => import('./SettingsLayout'), 'SettingsLayout'),
})

const settingsPages = [
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/team',
    staticData: { titleKey: 'nav.team', roles: ['admin', 'support_agent', 'operator'] },
    component: lazyRouteComponent(() => import('./TeamPage'), 'TeamPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/system',
    staticData: { titleKey: 'nav.system', scope: 'operations:read' },
    validateSearch: (
      search: Search,
    ): { tab?: SystemTab; hours?: Hours; level?: (typeof LEVELS)[number]; source?: string } => ({
      tab: oneOf(search.tab, TABS),
      hours: ([1, 24, 168] as const).find((each) => each === Number(search.hours)),
      level: oneOf(search.level, LEVELS),
      source: text(search.source),
    }),
    component: lazyRouteComponent(() => import('./SystemPage'), 'SystemPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/assistant',
    staticData: { titleKey: 'nav.assistant', scope: 'settings:read' },
    validateSearch: (search: Search): { tab?: AssistantTab } => ({
      tab: oneOf(search.tab, ASSISTANT_TABS),
    }),
    component: lazyRouteComponent(() => import('./AssistantPage'), 'AssistantPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/workspace',
    staticData: { titleKey: 'nav.workspace', scope: 'settings:write' },
    component: lazyRouteComponent(() => import('./WorkspacePage'), 'WorkspacePage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/members',
    staticData: { titleKey: 'nav.members', scope: 'users:read' },
    component: lazyRouteComponent(() => import('./MembersPage'), 'MembersPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/roles',
    staticData: { titleKey: 'nav.roles', scope: 'users:read' },
    component: lazyRouteComponent(() => import('./RolesPage'), 'RolesPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/widget',
    staticData: { titleKey: 'nav.widget', scope: 'settings:read' },
    component: lazyRouteComponent(() => import('./WidgetPage'), 'WidgetPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/calling',
    staticData: { titleKey: 'nav.calling', scope: 'settings:read' },
    validateSearch: (search: Search): { tab?: CallingTab } => ({ tab: oneOf(search.tab, CALLING_TABS) }),
    component: lazyRouteComponent(() => import('./CallingSettingsPage'), 'CallingSettingsPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/webhooks',
    staticData: { titleKey: 'nav.webhooks', scope: 'settings:write' },
    validateSearch: (search: Search): { webhook?: number; delivery?: number; state?: DeliveryState } => ({
      webhook: id(search.webhook),
      delivery: id(search.delivery),
      state: oneOf(search.state, DELIVERY_STATES),
    }),
    component: lazyRouteComponent(() => import('./WebhooksPage'), 'WebhooksPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/channels',
    staticData: { titleKey: 'nav.channels', scope: 'settings:read' },
    validateSearch: (search: Search): { tab?: ChannelsTab } => ({ tab: channelsTab(search.tab) }),
    component: lazyRouteComponent(() => import('@/pages/messaging/ChannelsPage'), 'ChannelsPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/routing',
    staticData: { titleKey: 'nav.routing', scope: 'settings:read' },
    validateSearch: (search: Search): { tab?: RoutingTab } => ({ tab: oneOf(search.tab, ROUTING_TABS) }),
    component: lazyRouteComponent(() => import('./RoutingPage'), 'RoutingPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/settings/games',
    staticData: { titleKey: 'nav.games', scope: 'games:write' },
    validateSearch: (search: Search): { tab?: GamesTab } => ({ tab: gamesTab(search.tab) }),
    component: lazyRouteComponent(() => import('@/pages/team/GamesSettingsPage'), 'GamesSettingsPage'),
  }),
  createRoute({
    getParentRoute: () => settingsRoute,
    path: '/installation',
    staticData: { titleKey: 'nav.installation', installation: true },
    validateSearch: (search: Search): { q?: string } => ({ q: text(search.q) }),
    component: lazyRouteComponent(() => import('./InstallationPage'), 'InstallationPage'),
  }),
] as const

/** Routes of this part, each with its page loaded when needed; see web/README.md. */
export const adminRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/overview',
    staticData: { titleKey: 'nav.overview', scope: 'analytics:read' },
    validateSearch: (search: Search): { agent?: number; days?: Days } => ({
      agent: id(search.agent),
      days: days(search.days),
    }),
    component: lazyRouteComponent(() => import('./OverviewPage'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/me/numbers',
    staticData: { titleKey: 'nav.numbers', roles: ['support_agent', 'operator', 'admin'] },
    validateSearch: (search: Search): { days?: Days } => ({ days: days(search.days) }),
    component: lazyRouteComponent(() => import('./OwnNumbersPage'), 'OwnNumbersPage'),
  }),
  createRoute({
    getParentRoute: () => appRoute,
    path: '/settings',
    staticData: { titleKey: 'nav.settings', scope: 'settings:read' },
    beforeLoad: (): never => {
      throw redirect({ href: '/team', replace: true })
    },
  }),
  settingsRoute.addChildren(settingsPages),
  peopleRoute.addChildren([newPersonRoute, personRoute]),
] as const
