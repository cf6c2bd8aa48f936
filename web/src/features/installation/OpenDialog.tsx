import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Field, FormDialog, InlineFailure, Input } from '@/ui'
import { toast } from '@/ui/toast'
import { inviteFirst, openWorkspace, type Workspace } from './queries'

/** A new workspace and its first administrator; with `of`, only the administrator, once more. */
export function OpenDialog({ of, onClose }: { of?: Workspace; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [name, setName] = useState(of?.name ?? '')
  const [email, setEmail] = useState('')
  const given = { name: name.trim(), email: email.trim() }
  const send = useMutation({
    mutationFn: () =>
      of ? inviteFirst(client, of.id, given.email) : openWorkspace(client, given.name, given.email),
    onSuccess: () => {
      toast.success(of ? t('installation.invited', given) : t('installation.opened', given))
      onClose()
    },
  })
  const fields = send.error instanceof ApiError ? send.error.fieldErrors() : {}
  return (
    <FormDialog
      title={of ? t('installation.inviteOf', { name: of.name }) : t('installation.open')}
      description={of ? t('installation.inviteText') : t('installation.openText')}
      action={of ? t('installation.invite') : t('installation.open')}
      busy={send.isPending}
      disabled={!given.name || !given.email}
      onClose={onClose}
      onSubmit={() => send.mutate()}
    >
      {of ? null : (
        <Field label={t('installation.name')} error={fields.name}>
          {(control) => (
            <Input
              {...control}
              dir="auto"
              maxLength={200}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
      )}
      <Field label={t('installation.email')} error={fields.email}>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      {Object.keys(fields).length === 0 ? <InlineFailure error={send.error} /> : null}
    </FormDialog>
  )
}
