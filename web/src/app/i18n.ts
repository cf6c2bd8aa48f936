import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { storage } from '@/services/storage'

export const LANGUAGES = { en: 'English', de: 'Deutsch', ru: 'Русский', es: 'Español' } as const
export type Language = keyof typeof LANGUAGES

const catalogues = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*.json')

function isLanguage(value: string | null | undefined): value is Language {
  return value !== null && value !== undefined && value in LANGUAGES
}

function preferred(): Language {
  const chosen = storage.get('language')
  if (isLanguage(chosen)) return chosen
  for (const tag of navigator.languages ?? []) {
    const language = tag.split('-')[0]
    if (isLanguage(language)) return language
  }
  return 'en'
}

async function load(language: Language): Promise<void> {
  if (i18next.hasResourceBundle(language, 'translation')) return
  const catalogue = await catalogues[`../locales/${language}.json`]?.()
  i18next.addResourceBundle(language, 'translation', catalogue?.default ?? {})
}

function markDocument(language: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}

/** Only the chosen language is fetched: each catalogue is complete, so none falls back on another. */
export async function startI18n(): Promise<void> {
  const language = preferred()
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false, bindI18nStore: 'added' },
  })
  await load(language)
  markDocument(language)
}

export async function setLanguage(language: Language): Promise<void> {
  storage.set('language', language)
  await load(language)
  await i18next.changeLanguage(language)
  markDocument(language)
}
