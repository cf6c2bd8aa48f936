import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Field, FormDialog, InlineFailure, Input } from '@/ui'
import { type Provider, sendTest } from './queries'

/** One message by this provider and no other. */
export function TestDialog({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const { t } = useTranslation()
  const [recipient, setRecipient] = useState('')
  const send = useMutation({ mutationFn: () => sendTest(provider.id, recipient.trim()) })
  const told = send.error instanceof ApiError ? send.error.fieldErrors() : {}
  const submit = () => {
    if (recipient.trim()) send.mutate()
  }
  return (
    <FormDialog
      title={t('channels.testTitle', { name: provider.name })}
      action={t('channels.sendTest')}
      cancel={t('ui.close')}
      busy={send.isPending}
      disabled={!recipient.trim()}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={t('messages.to')} hint={t(`messages.toHint.${provider.channel}`)} error={told.recipient}>
        {(control) => (
          <Input
            {...control}
            dir="ltr"
            autoComplete="off"
            spellCheck={false}
            maxLength={254}
            value={recipient}
            onChange={(event) => setRecipient(event.target.value)}
          />
        )}
      </Field>
      {send.data ? (
        <p role="status">
          {t('channels.testWritten')}{' '}
          <Link to="/messages" search={{ message: send.data.id }} className="text-accent hover:underline">
            {t('channels.testLook')}
          </Link>
        </p>
      ) : null}
      <InlineFailure error={told.recipient ? null : send.error} />
    </FormDialog>
  )
}
