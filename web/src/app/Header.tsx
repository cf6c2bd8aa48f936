import { useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { Keyboard, LogOut, Search, UserRound } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { signOut } from '@/features/session/queries'
import { useCommand } from '@/hooks/useCommand'
import { useErrorText } from '@/hooks/useErrorText'
import { useOutbox } from '@/hooks/useOutbox'
import { useRoleName } from '@/hooks/useRoleName'
import { useStore } from '@/hooks/useStore'
import { helpOpen, paletteOpen } from '@/services/commands'
import {
  Avatar,
  Kbd,
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from '@/ui'
import { toast } from '@/ui/toast'
import { ConnectionState } from './ConnectionState'
import { LANGUAGES, type Language, setLanguage } from './i18n'
import { useTitle } from './Root'
import { setTheme, THEMES, type Theme, theme } from './theme'

const HeaderDesk = lazy(() => import('@/features/availability/HeaderDesk'))
const UnsentDialog = lazy(() => import('./UnsentDialog'))
const TenantSwitch = lazy(() => import('@/features/session/TenantSwitch'))

/** Signs out; asks first if something written hasn't been sent. */
function useSignOut() {
  const client = useQueryClient()
  const router = useRouter()
  const errorText = useErrorText()
  const unsent = useOutbox().length
  const [asking, setAsking] = useState(false)
  const now = async () => {
    setAsking(false)
    try {
      await signOut(client)
      await router.navigate({ to: '/sign-in' })
      await router.invalidate()
    } catch (error) {
      toast.error(errorText(error))
    }
  }
  const dialog = asking ? (
    <Suspense>
      <UnsentDialog unsent={unsent} onClose={() => setAsking(false)} onConfirm={() => void now()} />
    </Suspense>
  ) : null
  return { dialog, start: () => (unsent > 0 ? setAsking(true) : void now()) }
}

function PersonMenu() {
  const { t, i18n } = useTranslation()
  const { user, tenant } = useSession()
  const navigate = useNavigate()
  const chosenTheme = useStore(theme)
  const roleName = useRoleName()
  const leave = useSignOut()
  useCommand({ id: 'app.signOut', group: t('commands.app'), label: t('app.signOut'), run: leave.start })
  return (
    <>
      <Menu modal={false}>
        <MenuTrigger className="rounded-full pointer-coarse:p-1.5">
          <Avatar name={user.full_name} />
          <span className="sr-only">{t('app.personMenu', { name: user.full_name })}</span>
        </MenuTrigger>
        <MenuContent className="w-60">
          <div className="px-2 py-1.5">
            <p className="truncate font-medium">{user.full_name}</p>
            <p className="truncate text-sm text-muted">
              {roleName(user.role)} · {tenant.name}
            </p>
          </div>
          <Suspense>
            <TenantSwitch />
          </Suspense>
          <MenuSeparator />
          <MenuItem icon={<UserRound aria-hidden />} onSelect={() => void navigate({ to: '/profile' })}>
            {t('nav.profile')}
          </MenuItem>
          <MenuItem icon={<Keyboard aria-hidden />} shortcut="?" onSelect={() => helpOpen.set(true)}>
            {t('commands.help')}
          </MenuItem>
          <MenuSeparator />
          <MenuLabel>{t('app.theme')}</MenuLabel>
          <MenuRadioGroup value={chosenTheme} onValueChange={(value) => setTheme(value as Theme)}>
            {THEMES.map((each) => (
              <MenuRadioItem key={each} value={each}>
                {t(`app.themes.${each}`)}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
          <MenuLabel>{t('app.language')}</MenuLabel>
          <MenuRadioGroup
            value={i18n.language}
            onValueChange={(value) => void setLanguage(value as Language)}
          >
            {Object.entries(LANGUAGES).map(([value, label]) => (
              <MenuRadioItem key={value} value={value} lang={value}>
                {label}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
          <MenuSeparator />
          <MenuItem icon={<LogOut aria-hidden />} onSelect={leave.start}>
            {t('app.signOut')}
          </MenuItem>
        </MenuContent>
      </Menu>
      {leave.dialog}
    </>
  )
}

export function Header() {
  const { t } = useTranslation()
  const title = useTitle()
  const { scopes } = useSession()
  return (
    <header className="flex h-12 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 pointer-coarse:h-14">
      <h1 className="min-w-0 flex-1 truncate text-lg font-semibold" dir="auto">
        {title}
      </h1>
      <ConnectionState />
      {scopes.includes('chats:read') || scopes.includes('calls:write') ? (
        <Suspense>
          <HeaderDesk />
        </Suspense>
      ) : null}
      <button
        type="button"
        onClick={() => paletteOpen.set(true)}
        className="flex h-8 items-center gap-2 rounded-md px-2 text-muted hover:bg-hover hover:text-fg md:w-56 md:border md:border-line-strong pointer-coarse:h-11"
      >
        <Search className="size-4 shrink-0" aria-hidden />
        <span className="sr-only flex-1 text-start md:not-sr-only">{t('app.search')}</span>
        <span className="hidden md:block pointer-coarse:hidden">
          <Kbd keys="mod+k" />
        </span>
      </button>
      <PersonMenu />
    </header>
  )
}
