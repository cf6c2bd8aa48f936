import { useQuery } from '@tanstack/react-query'
import { Link, Outlet, useLocation, useMatches, useNavigate } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { type CSSProperties, lazy, Suspense, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { CallSlot } from '@/features/calls/CallSlot'
import { mayOpen } from '@/features/session/access'
import { SessionContext, useSession } from '@/features/session/context'
import { sessionQuery } from '@/features/session/queries'
import { SupervisingSlot } from '@/features/supervising/SupervisingSlot'
import { useStore } from '@/hooks/useStore'
import { handleKey, helpOpen, paletteOpen } from '@/services/commands'
import { Button, cn, Menu, MenuContent, MenuItem, MenuTrigger, NoPermission } from '@/ui'
import { AppCommands, GoCommand } from './AppCommands'
import { Header } from './Header'
import { isIn, type NavEntry, navFor } from './nav'
import { OfflineBar } from './OfflineBar'
import { SessionEffects } from './SessionEffects'

const CommandPalette = lazy(() => import('./CommandPalette'))
const HelpSheet = lazy(() => import('./HelpSheet'))

/** As high as there is room for all of them, within what can be hit; then the rail scrolls. */
const RAIL_ITEM =
  'flex h-14 md:h-[clamp(2.75rem,calc(100dvh/var(--entries)-0.2rem),3.5rem)] w-full flex-col items-center justify-center gap-0.5 rounded-md text-muted -outline-offset-2 hover:bg-hover hover:text-fg aria-[current=page]:bg-selected aria-[current=page]:text-fg'
/** So many have room in the bottom bar of a telephone; with more, the last place is a menu of the others. */
const IN_BAR = 5

function RailLink({ entry, here, inBar }: { entry: NavEntry; here: boolean; inBar: boolean }) {
  const { t } = useTranslation()
  const Icon = entry.icon
  return (
    <li className={cn('min-w-0 flex-1 md:flex-none', entry.last && 'md:mt-auto', !inBar && 'max-md:hidden')}>
      <Link to={entry.to} aria-current={here ? 'page' : undefined} className={RAIL_ITEM}>
        <Icon className="size-5 shrink-0" aria-hidden />
        <span className="rail-label">{t(entry.labelKey)}</span>
      </Link>
    </li>
  )
}

/** What the bottom bar has no room for. */
function More({ entries, here }: { entries: NavEntry[]; here: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <li className="min-w-0 flex-1 md:hidden">
      <Menu modal={false}>
        <MenuTrigger aria-current={here ? 'page' : undefined} className={RAIL_ITEM}>
          <Ellipsis className="size-5 shrink-0" aria-hidden />
          <span className="rail-label">{t('nav.more')}</span>
        </MenuTrigger>
        <MenuContent>
          {entries.map(({ to, icon: Icon, labelKey }) => (
            <MenuItem key={to} icon={<Icon aria-hidden />} onSelect={() => void navigate({ to })}>
              {t(labelKey)}
            </MenuItem>
          ))}
        </MenuContent>
      </Menu>
    </li>
  )
}

/** Left rail; under 720 px a bottom bar. */
function Rail() {
  const { t } = useTranslation()
  const entries = navFor(useSession())
  const pathname = useLocation({ select: (location) => location.pathname })
  const shown = entries.filter((entry) => !entry.under)
  const room = shown.length > IN_BAR ? IN_BAR - 1 : IN_BAR
  const rest = shown.slice(room)
  return (
    <nav
      aria-label={t('app.navigation')}
      className="order-last border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:order-first md:w-18 md:shrink-0 md:border-e md:border-t-0 md:pb-0"
    >
      <ul
        style={{ '--entries': shown.length } as CSSProperties}
        className="flex gap-0.5 p-1 md:h-full md:flex-col md:overflow-x-hidden md:overflow-y-auto"
      >
        {shown.map((entry, place) => (
          <RailLink key={entry.to} entry={entry} here={isIn(entry, pathname, entries)} inBar={place < room} />
        ))}
        {rest.length > 0 ? (
          <More entries={rest} here={rest.some((entry) => isIn(entry, pathname, entries))} />
        ) : null}
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
        <SupervisingSlot />
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
