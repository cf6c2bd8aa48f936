import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Field, FormDialog, InlineFailure, Input } from '@/ui'
import { toast } from '@/ui/toast'
import { changeQuotas, type Workspace } from './queries'

const QUOTAS = ['people', 'storage_mb', 'messages_a_day'] as const
const WORDS = { people: 'mostStaff', storage_mb: 'mostStorage', messages_a_day: 'mostMessages' } as const
const WHOLE = /^\d{0,9}$/

/** What it may use at most, and under which host names strangers find it. */
export function QuotaDialog({ workspace, onClose }: { workspace: Workspace; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { id, name, quota } = workspace
  const [most, setMost] = useState({
    people: quota.people?.toString() ?? '',
    storage_mb: quota.storage_mb?.toString() ?? '',
    messages_a_day: quota.messages_a_day?.toString() ?? '',
  })
  const [hosts, setHosts] = useState(workspace.hosts.join(', '))
  const number = (text: string) => (text.trim() ? Number(text) : null)
  const save = useMutation({
    mutationFn: () =>
      changeQuotas(client, id, {
        people: number(most.people),
        storage_mb: number(most.storage_mb),
        messages_a_day: number(most.messages_a_day),
        hosts: hosts.split(/[\s,]+/).filter(Boolean),
      }),
    onSuccess: () => {
      toast.success(t('installation.saved'))
      onClose()
    },
  })
  const fields = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const isFine = QUOTAS.every((each) => WHOLE.test(most[each].trim()))
  const submit = () => {
    if (isFine) save.mutate()
  }
  return (
    <FormDialog
      title={t('installation.quotasOf', { name })}
      description={t('installation.quotasText')}
      action={t('installation.save')}
      busy={save.isPending}
      disabled={!isFine}
      onClose={onClose}
      onSubmit={submit}
    >
      {QUOTAS.map((each) => (
        <Field
          key={each}
          label={t(`installation.${WORDS[each]}`)}
          error={WHOLE.test(most[each].trim()) ? fields[each] : t('installation.wholeNumber')}
        >
          {(control) => (
            <Input
              {...control}
              inputMode="numeric"
              autoComplete="off"
              value={most[each]}
              onChange={(event) => setMost({ ...most, [each]: event.target.value })}
            />
          )}
        </Field>
      ))}
      <Field label={t('installation.hosts')} hint={t('installation.hostsHint')} error={fields.hosts}>
        {(control) => (
          <Input
            {...control}
            dir="ltr"
            autoComplete="off"
            value={hosts}
            onChange={(event) => setHosts(event.target.value)}
          />
        )}
      </Field>
      {Object.keys(fields).length === 0 ? <InlineFailure error={save.error} /> : null}
    </FormDialog>
  )
}
