import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'

/** What happened and what to do, as one sentence or two. */
export function useErrorText(): (error: unknown) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error: unknown) => {
      if (!(error instanceof ApiError)) return t('errors.unexpected')
      if (error.isNetwork) return t('errors.network')
      // Refusals that a person can do something about have words of their own.
      if (i18n.exists(`errors.codes.${error.code}`)) return t(`errors.codes.${error.code}`)
      if (error.status === 401) return t('errors.signedOut')
      if (error.status === 403) return t('errors.forbidden')
      if (error.status === 412) return t('errors.stale')
      if (error.status === 413) return t('errors.tooLarge')
      if (error.status === 429) {
        return error.retryAfter ? t('errors.tooManyWait', { count: error.retryAfter }) : t('errors.tooMany')
      }
      if (error.status >= 500) return t('errors.server')
      // The server's own sentence says best what was wrong with a request.
      return error.message || t('errors.unexpected')
    },
    [t, i18n],
  )
}
