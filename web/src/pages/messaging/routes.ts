import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

type Search = Record<string, unknown>

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((each) => each === value)
const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value.slice(0, 200) : undefined

const TABS = ['log', 'templates'] as const
export type MessagesTab = (typeof TABS)[number]
const CHANNELS = ['email', 'sms', 'whatsapp', 'slack', 'push'] as const
const STATES = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'opened',
  'failed',
  'bounced',
  'complained',
  'suppressed',
  'unknown',
  'cancelled',
] as const

export const messagingRoutes = [
  createRoute({
    getParentRoute: () => appRoute,
    path: '/messages',
    staticData: { titleKey: 'nav.messages', scope: 'messages:read' },
    validateSearch: (
      search: Search,
    ): {
      tab?: MessagesTab
      message?: string
      channel?: (typeof CHANNELS)[number]
      how?: (typeof STATES)[number]
      q?: string
    } => ({
      tab: oneOf(search.tab, TABS),
      message: text(search.message),
      channel: oneOf(search.channel, CHANNELS),
      how: oneOf(search.how, STATES),
      q: text(search.q),
    }),
    component: lazyRouteComponent(() => import('./MessagesPage'), 'MessagesPage'),
  }),
] as const
