import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { Button, Dialog, Field, InlineFailure, Input } from '@/ui'
import { importForbidden, type Listed } from './queries'

const MOST_SHOWN = 20

/** A file with a number in each row, and what became of it. */
export function ForbidFileDialog({ campaign, onClose }: { campaign?: number; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const id = useId()
  const [file, setFile] = useState<File | null>(null)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const send = useMutation({
    mutationFn: (given: File) => importForbidden(client, given, reason.trim(), campaign),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setMissing(file === null)
    if (file) send.mutate(file)
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('callingSettings.dnc.file')}
      description={t('callingSettings.dnc.fileHint')}
      footer={
        send.data ? (
          <Button kind="primary" onClick={onClose}>
            {t('ui.close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('ui.cancel')}</Button>
            <Button type="submit" form={id} kind="primary" busy={send.isPending}>
              {t('callingSettings.dnc.fileSend')}
            </Button>
          </>
        )
      }
    >
      {send.data ? (
        <Outcome listed={send.data} />
      ) : (
        <form id={id} noValidate onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label={t('callingSettings.dnc.fileField')}
            error={missing && !file ? t('validation.required') : undefined}
          >
            {(control) => (
              <Input
                {...control}
                type="file"
                className="h-auto py-1 pointer-coarse:h-auto pointer-coarse:py-2"
                accept=".csv,.txt,text/csv,text/plain"
                onChange={(event) => setFile(event.target.files?.[0] ?? null)}
              />
            )}
          </Field>
          <Field label={t('callingSettings.dnc.reason')}>
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
        </form>
      )}
    </Dialog>
  )
}

function Outcome({ listed }: { listed: Listed }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div role="status" className="flex flex-col gap-2">
      <p>
        {t('callingSettings.dnc.listed', {
          rows: format.number(listed.rows),
          added: format.number(listed.added),
          known: format.number(listed.known),
          faulty: format.number(listed.faulty),
        })}
      </p>
      {listed.errors.length > 0 ? (
        <ul className="flex flex-col gap-1 text-sm text-muted">
          {listed.errors.slice(0, MOST_SHOWN).map((fault) => (
            <li key={fault.line}>
              {t('callingSettings.dnc.fault', { line: format.number(fault.line), reason: fault.reason })}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
