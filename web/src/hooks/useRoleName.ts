import { useTranslation } from 'react-i18next'
import { isBuiltIn } from '@/services/types'

/** A role's word: built-in ones are translated, a workspace's own are called what they are called. */
export function useRoleName(): (role: string) => string {
  const { t } = useTranslation()
  return (role) => (isBuiltIn(role) ? t(`roles.${role}`) : role)
}
