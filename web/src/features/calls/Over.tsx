import type { CallState } from '@call'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { Button } from '@/ui'
import type { Saving } from './recording'
import { Timer } from './Timer'

/** How it ended, how long it was, and what becomes of the recording. */
export function Over({
  state,
  endedAt,
  name,
  saving,
  onRetry,
  onClose,
}: {
  state: CallState
  endedAt: number
  name: string
  saving: Saving
  onRetry: () => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const failure = saving.failed[0]
  return (
    <div className="flex flex-col gap-3 p-4" role="status">
      <p>
        {t(`calls.ending.${state.ending ?? 'remote'}`, { name })}
        {state.connectedAt ? (
          <span className="text-muted">
            {' · '}
            <Timer since={state.connectedAt} until={endedAt} />
          </span>
        ) : null}
      </p>
      {saving.left > 0 ? <p className="text-muted">{t('calls.savingRecording')}</p> : null}
      {failure ? (
        <p className="text-urgent">
          {t('calls.recordingNotSaved')} {errorText(failure.error)}
        </p>
      ) : null}
      <div className="flex justify-end gap-2">
        {failure ? <Button onClick={onRetry}>{t('calls.saveAgain')}</Button> : null}
        <Button kind="primary" onClick={onClose} disabled={saving.left > 0}>
          {t('ui.close')}
        </Button>
      </div>
    </div>
  )
}
