import { useTranslation } from 'react-i18next'

/** Words of the API, for people: "do_not_call" is "do not call". */
export const plain = (word: string) => word.replaceAll('_', ' ')

/** What was done to what, in the reader's language; a word that this page does not know yet, as the API says it. */
export function useDeeds() {
  const { t, i18n } = useTranslation()
  const did = (action: string) =>
    i18n.exists(`audit.did.${action}`) ? t(`audit.did.${action}`) : plain(action)
  const thing = (resource: string) =>
    i18n.exists(`audit.thing.${resource}`) ? t(`audit.thing.${resource}`) : plain(resource)
  // "Signed in" is said of nothing else than an account.
  const what = ({ action, resource }: { action: string; resource: string }) =>
    resource === 'auth' ? did(action) : t('audit.what', { did: did(action), thing: thing(resource) })
  return { did, thing, what }
}

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
