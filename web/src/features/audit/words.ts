import { useTranslation } from 'react-i18next'

/** Words of the API, for people: "do_not_call" is "do not call". */
const plain = (word: string) => word.replaceAll('_', ' ')

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
