import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { helpOpen, paletteOpen } from '@/services/commands'
import { LANGUAGES, type Language, setLanguage } from './i18n'
import type { NavEntry } from './nav'
import { setTheme, THEMES, type Theme } from './theme'

/** `g` and a letter, for one entry of the rail. */
export function GoCommand({ entry }: { entry: NavEntry }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  useCommand({
    id: `go.${entry.to}`,
    group: t('commands.go'),
    label: t('commands.goTo', { page: t(entry.labelKey) }),
    key: `g ${entry.key}`,
    run: () => void navigate({ to: entry.to }),
  })
  return null
}

function ThemeCommand({ value }: { value: Theme }) {
  const { t } = useTranslation()
  useCommand({
    id: `theme.${value}`,
    group: t('commands.app'),
    label: `${t('app.theme')}: ${t(`app.themes.${value}`)}`,
    run: () => setTheme(value),
  })
  return null
}

function LanguageCommand({ value }: { value: Language }) {
  const { t } = useTranslation()
  useCommand({
    id: `language.${value}`,
    group: t('commands.app'),
    label: `${t('app.language')}: ${LANGUAGES[value]}`,
    run: () => void setLanguage(value),
  })
  return null
}

/** Commands that are there on every page. */
export function AppCommands() {
  const { t } = useTranslation()
  const group = t('commands.app')
  useCommand({
    id: 'app.palette',
    group,
    label: t('commands.palette'),
    key: 'mod+k',
    hidden: true,
    run: () => paletteOpen.set(true),
  })
  useCommand({
    id: 'app.search',
    group,
    label: t('commands.search'),
    key: '/',
    hidden: true,
    run: () => paletteOpen.set(true),
  })
  useCommand({ id: 'app.help', group, label: t('commands.help'), key: '?', run: () => helpOpen.set(true) })
  return (
    <>
      {THEMES.map((value) => (
        <ThemeCommand key={value} value={value} />
      ))}
      {(Object.keys(LANGUAGES) as Language[]).map((value) => (
        <LanguageCommand key={value} value={value} />
      ))}
    </>
  )
}
