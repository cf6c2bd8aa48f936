import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, Dialog, Field, InlineFailure, Input } from '@/ui'
import { toast } from '@/ui/toast'
import { suspend, type Workspace } from './queries'

export function SuspendDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { id, name } = workspace
  const [reason, setReason] = useState('')
  const send = useMutation({
    mutationFn: () => suspend(client, id, reason.trim()),
    onSuccess: () => {
      toast.success(t('installation.isSuspended', { name }))
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t('installation.suspendOf', { name })}
      description={t('installation.suspendText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="danger" busy={send.isPending} onClick={() => send.mutate()}>
            {t('installation.suspend')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t('installation.reason')}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <InlineFailure error={send.error} />
      </div>
    </Dialog>
  )
}
