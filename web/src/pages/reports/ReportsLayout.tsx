import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mayOpen } from '@/features/session/access'
import { useSession } from '@/features/session/context'
import { useCurrentInView } from '@/hooks/useCurrentInView'

const PAGES = [
  { to: '/reports', labelKey: 'reports.tab.build', scope: 'analytics:read' },
  { to: '/reports/kept/{-$reportId}', labelKey: 'reports.tab.kept', scope: 'analytics:read' },
  { to: '/reports/scheduled', labelKey: 'reports.tab.scheduled', scope: 'analytics:read' },
  { to: '/reports/rows', labelKey: 'reports.tab.rows', scope: 'analytics:read' },
  { to: '/reports/calls', labelKey: 'nav.callReports', scope: 'analytics:read' },
  { to: '/reports/call-log', labelKey: 'nav.callLog', scope: 'calls:supervise' },
] as const

/** The pages of reports, one beside the other. */
export function ReportsLayout() {
  const { t } = useTranslation()
  const bar = useCurrentInView<HTMLUListElement>(useLocation({ select: (location) => location.pathname }))
  const session = useSession()
  return (
    <div className="flex min-h-full flex-col">
      <nav aria-label={t('nav.reports')} className="shrink-0 border-b border-line bg-surface">
        <ul ref={bar} className="mx-auto flex max-w-6xl gap-1 fades-x overflow-x-auto px-2 py-1.5 md:px-4">
          {PAGES.filter((page) => mayOpen(page, session)).map(({ to, labelKey }) => (
            <li key={to} className="shrink-0">
              <Link
                to={to}
                params={{}}
                activeOptions={{ exact: to === '/reports', includeSearch: false }}
                className="flex h-8 items-center rounded-md px-2 text-muted -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-fg pointer-coarse:h-11"
              >
                {t(labelKey)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="min-w-0 flex-1">
        <Outlet />
      </div>
    </div>
  )
}
