import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { navFor } from '@/app/nav'
import { useSession } from '@/features/session/context'
import { useCurrentInView } from '@/hooks/useCurrentInView'

/** The pages of the settings beside their list; under 1024 px the list is a bar above them. */
export function SettingsLayout() {
  const { t } = useTranslation()
  const bar = useCurrentInView<HTMLUListElement>(useLocation({ select: (location) => location.pathname }))
  const entries = navFor(useSession()).filter((entry) => entry.under === '/settings')
  // Whoever may open one of them alone needs no list.
  if (entries.length < 2) return <Outlet />
  return (
    <div className="flex min-h-full flex-col lg:flex-row">
      <nav
        aria-label={t('nav.settings')}
        className="shrink-0 border-b border-line bg-surface lg:w-48 lg:border-e lg:border-b-0"
      >
        <ul ref={bar} className="flex gap-1 fades-x overflow-x-auto p-2 lg:sticky lg:top-0 lg:flex-col">
          {entries.map(({ to, icon: Icon, labelKey }) => (
            <li key={to} className="shrink-0">
              <Link
                to={to}
                className="flex h-8 items-center gap-2 rounded-md px-2 text-muted -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-fg pointer-coarse:h-11"
              >
                <Icon className="size-4 shrink-0 max-sm:hidden" aria-hidden />
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
