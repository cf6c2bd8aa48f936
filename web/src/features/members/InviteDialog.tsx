import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RoleSelect } from '@/features/roles/RoleSelect'
import { useSession } from '@/features/session/context'
import { ApiError } from '@/services/errors'
import { Field, FormDialog, InlineFailure, Input } from '@/ui'
import { toast } from '@/ui/toast'
import { invite } from './queries'

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { tenant } = useSession()
  const [email, setEmail] = useState('')
  const [role, setRole] = useState('support_agent')
  const send = useMutation({
    mutationFn: () => invite(client, tenant.id, email.trim(), role),
    onSuccess: () => {
      toast.success(t('members.sent', { email: email.trim() }))
      onClose()
    },
  })
  const fields = send.error instanceof ApiError ? send.error.fieldErrors() : {}
  return (
    <FormDialog
      title={t('members.inviteTitle')}
      description={t('members.inviteHint')}
      action={t('members.invite')}
      busy={send.isPending}
      disabled={!email.trim()}
      onClose={onClose}
      onSubmit={() => send.mutate()}
    >
      <Field label={t('fields.email')} error={fields.email}>
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
      <Field label={t('people.role')} error={fields.role}>
        {(control) => <RoleSelect {...control} value={role} onChange={setRole} />}
      </Field>
      {Object.keys(fields).length === 0 ? <InlineFailure error={send.error} /> : null}
    </FormDialog>
  )
}
