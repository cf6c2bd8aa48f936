import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useMatches } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CallSlot } from '@/features/calls/CallSlot'
import { mayOpen } from '@/features/session/access'
import { SessionContext, useSession } from '@/features/session/context'
import { sessionQuery } from '@/features/session/queries'
import { useStore } from '@/hooks/useStore'
import { handleKey, helpOpen, paletteOpen } from '@/services/commands'
import { Button, cn, NoPermission } from '@/ui'
import { AppCommands, GoCommand } from './AppCommands'
import { Header } from './Header'
import { type NavEntry, navFor } from './nav'
import { OfflineBar } from './OfflineBar'
import { SessionEffects } from './SessionEffects'

const CommandPalette = lazy(() => import('./CommandPalette'))
const HelpSheet = lazy(() => import('./HelpSheet'))

function RailLink({ entry }: { entry: NavEntry }) {
  const { t } = useTranslation()
  const Icon = entry.icon
  return (
    <li className={cn('min-w-14 flex-1 md:min-w-0 md:flex-none', entry.last && 'md:mt-auto')}>
      <Link
        to={entry.to}
        className="flex h-14 flex-col items-center justify-center gap-0.5 rounded-md text-muted -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-fg"
      >
        <Icon className="size-5 shrink-0" aria-hidden />
        <span className="rail-label">{t(entry.labelKey)}</span>
      </Link>
    </li>
  )
}

/** Left rail; under 720 px a bottom bar. */
function Rail() {
  const { t } = useTranslation()
  const entries = navFor(useSession())
  return (
    <nav
      aria-label={t('app.navigation')}
      className="order-last border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:order-first md:w-14 md:shrink-0 md:border-e md:border-t-0 md:pb-0"
    >
      <ul className="flex gap-0.5 overflow-x-auto p-1 md:h-full md:px-0 md:flex-col md:overflow-x-hidden md:overflow-y-auto">
        {entries.map((entry) => (
          <RailLink key={entry.to} entry={entry} />
        ))}
      </ul>
      {entries.map((entry) => (
        <GoCommand key={entry.to} entry={entry} />
      ))}
    </nav>
  )
}

/** The page, or why it isn't for this person. The server decides all the same. */
function Content() {
  const { t } = useTranslation()
  const session = useSession()
  const allowed = useMatches({
    select: (matches) => matches.every((match) => mayOpen(match.staticData, session)),
  })
  if (allowed) return <Outlet />
  return (
    <NoPermission
      action={
        <Button asChild>
          <Link to="/">{t('notFound.home')}</Link>
        </Button>
      }
    />
  )
}

export function Shell() {
  const { data: session } = useQuery(sessionQuery)
  // Null at sign-out, until the router has left.
  return session ? (
    <SessionContext value={session}>
      <SignedIn />
    </SessionContext>
  ) : null
}

function SignedIn() {
  const { t } = useTranslation()
  const main = useRef<HTMLElement>(null)
  const pathname = useLocation({ select: (location) => location.pathname })
  const palette = useStore(paletteOpen)
  const help = useStore(helpOpen)

  useEffect(() => {
    window.addEventListener('keydown', handleKey)
    return () => window.removeEventListener('keydown', handleKey)
  }, [])

  // Focus that went away with the old page goes to the new one; focus that is still somewhere stays.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs for each new path
  useEffect(() => {
    if (document.activeElement === document.body) main.current?.focus()
  }, [pathname])

  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-raised p-2 shadow-float focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
      >
        {t('app.skip')}
      </a>
      {/* First to register, so last in the palette: the page's own commands stand on top. */}
      <AppCommands />
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Header />
        <main ref={main} id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto">
          <Content />
        </main>
        <OfflineBar />
      </div>
      <CallSlot />
      <SessionEffects />
      <Suspense>
        {palette ? <CommandPalette /> : null}
        {help ? <HelpSheet /> : null}
      </Suspense>
    </div>
  )
}
