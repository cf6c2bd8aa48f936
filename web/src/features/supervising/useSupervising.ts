import { troubleOf } from '@call/devices'
import type { Supervising } from '@call/softphone-state'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { ApiError } from '@/services/errors'
import { toast } from '@/ui/toast'
import { NotHeard, stopSupervising, supervise } from './acts'
import type { Supervised } from './state'

/** Refusals that a supervisor can do something about, or has to know; others have the app's words. */
const SAID: Record<string, 'over' | 'noSound' | 'busy' | 'noWay'> = {
  CALL_NOT_LIVE: 'over',
  CALL_NOT_FOUND: 'over',
  NO_SOUND: 'noSound',
  PERSON_BUSY: 'busy',
  NO_SOFTPHONE: 'noWay',
}

/** Into a call and out of it, with words for what may go wrong. */
export function useSupervising() {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const why = (error: unknown) => {
    if (error instanceof NotHeard) return t(`supervising.${error.why}`)
    if (error instanceof DOMException) return t(`supervising.microphone.${troubleOf(error)}`)
    const said = error instanceof ApiError ? SAID[error.code] : undefined
    return said ? t(`supervising.${said}`) : errorText(error)
  }
  const enter = useMutation({
    mutationFn: ({ call, way }: { call: Supervised; way: Supervising }) => supervise(call, way),
    onError: (error, { way }) => toast.error(t(`supervising.not.${way}`), { description: why(error) }),
  })
  const stop = useMutation({
    mutationFn: stopSupervising,
    onError: (error) => toast.error(t('supervising.not.stop'), { description: why(error) }),
  })
  return { enter, stop }
}
