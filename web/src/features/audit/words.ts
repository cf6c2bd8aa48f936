import { useTranslation } from 'react-i18next'

/** Words of the API, for people: "do_not_call" is "do not call". */
export const plain = (word: string) => word.replaceAll('_', ' ')

/** A value of a changed field, short enough to be read in a line. */
export function shown(value: unknown, yes: string, no: string): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value === 'boolean') return value ? yes : no
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map((one) => shown(one, yes, no)).join(', ') || '–'
  return typeof value === 'number' ? String(value) : JSON.stringify(value)
}

export function useShown(): (value: unknown) => string {
  const { t } = useTranslation()
  return (value) => shown(value, t('audit.yes'), t('audit.no'))
}
