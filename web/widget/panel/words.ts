import en, { type Plural, type Words } from './words/en'

export type { Words } from './words/en'
export type Language = 'en' | 'de' | 'ru' | 'es' | 'ar'

const CATALOGUES: Record<Exclude<Language, 'en'>, () => Promise<{ default: Words }>> = {
  de: () => import('./words/de'),
  ru: () => import('./words/ru'),
  es: () => import('./words/es'),
  ar: () => import('./words/ar'),
}
const LANGUAGES: readonly Language[] = ['en', 'de', 'ru', 'es', 'ar']

/** The first language of these that we speak; English is what is left. */
export function languageOf(wanted: readonly (string | undefined)[]): Language {
  for (const one of wanted) {
    const found = LANGUAGES.find((each) => each === one?.toLowerCase().split(/[-_]/)[0])
    if (found) return found
  }
  return 'en'
}

export const isRtl = (language: Language): boolean => language === 'ar'

/** A catalogue that can't be had is no reason to say nothing. */
export async function wordsOf(language: Language): Promise<Words> {
  if (language === 'en') return en
  try {
    return (await CATALOGUES[language]()).default
  } catch {
    return en
  }
}

export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/{{(\w+)}}/g, (whole, name: string) => String(values[name] ?? whole))
}

export function plural(forms: Plural, count: number, language: Language): string {
  const rule = new Intl.PluralRules(language).select(count)
  return fill(forms[rule] ?? forms.other, { count: new Intl.NumberFormat(language).format(count) })
}

/** "40 seconds", "3 minutes": what one can do with an expected wait. */
export function waitText(seconds: number, words: Words, language: Language): string {
  if (seconds < 55) return plural(words.seconds, Math.max(5, Math.ceil(seconds / 5) * 5), language)
  return plural(words.minutes, Math.max(1, Math.round(seconds / 60)), language)
}
