import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { apiUrl, http } from '@/services/http'
import type { PhoneCall } from '@/services/types'
import { Button, ConfirmDialog, IconButton } from '@/ui'
import { toast } from '@/ui/toast'
import { callPath } from './queries'

/** What was recorded of a call: fetched when somebody wants to hear it, for each hearing is on record. */
export function Recording({ call }: { call: PhoneCall }) {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const [open, setOpen] = useState(false)
  const [failed, setFailed] = useState(false)
  const name = call.lead?.name || call.number
  if (!call.recording_url) {
    return call.recording_consent === 'withdrawn' ? (
      <span className="text-sm text-muted">{t('telephone.recordingDeleted')}</span>
    ) : null
  }
  if (!open) {
    return (
      <Button
        size="sm"
        className="self-start"
        aria-label={t('telephone.listenTo', { name })}
        onClick={() => setOpen(true)}
      >
        <Play aria-hidden />
        {t('telephone.listen')}
      </Button>
    )
  }
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-1">
      {failed ? (
        <span role="alert" className="text-sm text-urgent">
          {t('telephone.noRecording')}
        </span>
      ) : (
        // biome-ignore lint/a11y/useMediaCaption: nobody wrote down what was said
        <audio
          controls
          autoPlay
          className="h-9 w-64 max-w-full"
          aria-label={t('telephone.listenTo', { name })}
          src={apiUrl(callPath(call.id, '/recording'))}
          onError={() => setFailed(true)}
        />
      )}
      {scopes.includes('calls:supervise') ? <Forget call={call} /> : null}
    </span>
  )
}

/** Somebody takes their consent back: nothing of it is kept. */
function Forget({ call }: { call: PhoneCall }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [asked, setAsked] = useState(false)
  const remove = useMutation({
    mutationFn: () => http.delete(callPath(call.id, '/recording')),
    onError: (error) => void toast.error(t('telephone.notDeleted'), { description: errorText(error) }),
    onSettled: () => {
      setAsked(false)
      return client.invalidateQueries({ queryKey: ['telephone'] })
    },
  })
  return (
    <>
      <IconButton label={t('telephone.deleteRecording')} onClick={() => setAsked(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('telephone.deleteRecording')}
        description={t('telephone.deleteRecordingText', { name: call.lead?.name || call.number })}
        action={t('telephone.deleteRecording')}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      />
    </>
  )
}
