import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { storage } from '@/services/storage'

export const LANGUAGES = { en: 'English', de: 'Deutsch', ru: 'Русский', es: 'Español' } as const
export type Language = keyof typeof LANGUAGES

type Catalogues = Record<string, () => Promise<unknown>>

/** Groups of words by name. The shell's come first; a page brings its own (see scripts/words.ts). */
const groups = new Map<string, Catalogues>([
  ['first', import.meta.glob('/src/locales/*.json', { query: '?words=first' })],
])
const loaded = new Map<Language, Set<string>>()

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

async function loadGroup(language: Language, name: string): Promise<void> {
  const there = loaded.get(language) ?? new Set()
  loaded.set(language, there)
  if (there.has(name)) return
  const catalogue = (await groups.get(name)?.[`/src/locales/${language}.json`]?.()) as
    | { default: Record<string, unknown> }
    | undefined
  i18next.addResourceBundle(language, 'translation', catalogue?.default ?? {}, true)
  there.add(name)
}

const load = (language: Language) => Promise.all([...groups.keys()].map((name) => loadGroup(language, name)))

/** Words of a part of the app that was just loaded; before the start they are only noted. */
export async function addWords(name: string, catalogues: Catalogues): Promise<void> {
  groups.set(name, catalogues)
  if (i18next.isInitialized) await loadGroup(i18next.language as Language, name)
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
