import { useTranslation } from 'react-i18next'
import { useStore } from '@/hooks/useStore'
import { Select } from '@/ui'
import { LANGUAGES, type Language, setLanguage } from './i18n'
import { setTheme, THEMES, theme } from './theme'

export function LanguageSelect({ id, className }: { id?: string; className?: string }) {
  const { t, i18n } = useTranslation()
  return (
    <Select
      id={id}
      aria-label={id ? undefined : t('app.language')}
      className={className}
      value={i18n.language as Language}
      onChange={(language) => void setLanguage(language)}
      options={Object.entries(LANGUAGES).map(([value, label]) => ({ value: value as Language, label }))}
    />
  )
}

export function ThemeSelect({ id, className }: { id?: string; className?: string }) {
  const { t } = useTranslation()
  const value = useStore(theme)
  return (
    <Select
      id={id}
      aria-label={id ? undefined : t('app.theme')}
      className={className}
      value={value}
      onChange={setTheme}
      options={THEMES.map((each) => ({ value: each, label: t(`app.themes.${each}`) }))}
    />
  )
}
