import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { appRoute } from '@/app/app-route'

type Search = Record<string, unknown>

const OUTCOMES = ['success', 'failure'] as const
const STATES = ['unresolved', 'acknowledged', 'resolved'] as const
const GRADES = ['low', 'medium', 'high', 'critical'] as const
const PRIVACY_TABS = ['requests', 'consents', 'retention', 'workspace'] as const
export type PrivacyTab = (typeof PRIVACY_TABS)[number]
const DAY = /^\d{4}-\d{2}-\d{2}$/

const oneOf = <T extends string>(value: unknown, known: readonly T[]): T | undefined =>
  known.find((each) => each === value)
const word = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[a-z_]{1,40}$/.test(value) ? value : undefined
const day = (value: unknown): string | undefined =>
  typeof value === 'string' && DAY.test(value) ? value : undefined
const whole = (value: unknown): number | undefined =>
  value !== undefined && Number.isSafeInteger(Number(value)) && Number(value) >= 0 ? Number(value) : undefined

/** Pages of compliance stand in one frame; `getParentRoute: () => complianceRoute` puts one there. */
export const complianceRoute = createRoute({
  getParentRoute: () => appRoute,
  id: 'compliance',
  component: lazyRouteComponent(() => import('./ComplianceLayout'), 'ComplianceLayout'),
})

const pages = [
  createRoute({
    getParentRoute: () => complianceRoute,
    path: '/audit',
    staticData: { titleKey: 'nav.audit', scope: 'audit:read' },
    validateSearch: (
      search: Search,
    ): {
      user?: number
      action?: string
      resource?: string
      outcome?: (typeof OUTCOMES)[number]
      from?: string
      until?: string
    } => ({
      user: whole(search.user),
      action: word(search.action),
      resource: word(search.resource),
      outcome: oneOf(search.outcome, OUTCOMES),
      from: day(search.from),
      until: day(search.until),
    }),
    component: lazyRouteComponent(() => import('./AuditPage'), 'AuditPage'),
  }),
  createRoute({
    getParentRoute: () => complianceRoute,
    path: '/security',
    staticData: { titleKey: 'nav.security', scope: 'audit:read' },
    validateSearch: (
      search: Search,
    ): {
      status?: (typeof STATES)[number]
      severity?: (typeof GRADES)[number]
      event?: number
    } => ({
      status: oneOf(search.status, STATES),
      severity: oneOf(search.severity, GRADES),
      event: whole(search.event),
    }),
    component: lazyRouteComponent(() => import('./SecurityPage'), 'SecurityPage'),
  }),
  createRoute({
    getParentRoute: () => complianceRoute,
    path: '/privacy',
    staticData: { titleKey: 'nav.privacy', scope: 'audit:read' },
    validateSearch: (search: Search): { tab?: PrivacyTab; request?: number } => ({
      tab: oneOf(search.tab, PRIVACY_TABS),
      request: whole(search.request),
    }),
    component: lazyRouteComponent(() => import('./PrivacyPage'), 'PrivacyPage'),
  }),
] as const

export const governanceRoutes = [complianceRoute.addChildren(pages)] as const
