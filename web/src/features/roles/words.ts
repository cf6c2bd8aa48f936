import { useTranslation } from 'react-i18next'

export const AREAS = [
  ['tickets:read', 'tickets:write', 'chats:read', 'chats:write', 'faqs:read', 'faqs:write'],
  [
    'leads:read',
    'leads:write',
    'leads:manage',
    'leads:import',
    'calls:read',
    'calls:write',
    'calls:supervise',
    'calls:steer',
    'campaigns:read',
    'campaigns:write',
  ],
  ['messages:read', 'messages:write', 'games:write'],
  ['analytics:read', 'operations:read', 'audit:read'],
  ['users:read', 'users:write', 'settings:read', 'settings:write'],
] as const
const ALL = AREAS.flat()
type Scope = (typeof ALL)[number]

/** Those that have a word, in the order of work; what a newer server knows besides comes last. */
export function inOrder(scopes: readonly string[]): string[] {
  const place = (scope: string) => (ALL.includes(scope as Scope) ? ALL.indexOf(scope as Scope) : ALL.length)
  return [...scopes].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}

/** A right in plain words. */
export function useScopeWords(): (scope: string) => string {
  const { t } = useTranslation()
  return (scope) => (ALL.includes(scope as Scope) ? t(`rolesPage.scope.${scope.replace(':', '_')}`) : scope)
}
