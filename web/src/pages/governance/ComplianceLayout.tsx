import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { navFor } from '@/app/nav'
import { useSession } from '@/features/session/context'
import { useCurrentInView } from '@/hooks/useCurrentInView'

/** The pages of compliance, one beside the other: the record, what is to be looked at, privacy. */
export function ComplianceLayout() {
  const { t } = useTranslation()
  const bar = useCurrentInView<HTMLUListElement>(useLocation({ select: (location) => location.pathname }))
  const entries = navFor(useSession()).filter((one) => one.to === '/audit' || one.under === '/audit')
  if (entries.length < 2) return <Outlet />
  return (
    <div className="flex min-h-full flex-col">
      <nav aria-label={t('nav.compliance')} className="shrink-0 border-b border-line bg-surface">
        <ul ref={bar} className="mx-auto flex max-w-6xl gap-1 fades-x overflow-x-auto px-2 py-1.5 md:px-4">
          {entries.map(({ to, icon: Icon, labelKey }) => (
            <li key={to} className="shrink-0">
              <Link
                to={to}
                className="flex h-8 items-center gap-2 rounded-md px-2 text-muted -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-fg pointer-coarse:h-11"
              >
                <Icon className="size-4 shrink-0 max-sm:hidden" aria-hidden />
                {t(to === '/audit' ? 'nav.audit' : labelKey)}
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
