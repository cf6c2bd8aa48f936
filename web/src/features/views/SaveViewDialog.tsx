import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { filtersAsText } from '@/features/tickets/filters'
import { line, useAppForm } from '@/hooks/useAppForm'
import { http } from '@/services/http'
import type { SavedView, TicketFilters } from '@/services/types'
import { Field, FormDialog, InlineFailure, Input, Switch } from '@/ui'
import { viewKeys } from './views'

const schema = v.object({
  name: line(200),
})

/** Keeps the present filters under a name. */
export default function SaveViewDialog({
  filters,
  onClose,
  onSaved,
}: {
  filters: TicketFilters
  onClose: () => void
  onSaved: (view: SavedView) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [shared, setShared] = useState(false)
  const form = useAppForm(schema, {
    defaultValues: { name: '' },
    onSubmit: async ({ name }) => {
      const body = { name, filters: filtersAsText(filters), shared }
      const view = await http.post<SavedView>('/api/app/views', body)
      client.setQueryData<SavedView[]>(viewKeys.all, (old) => [...(old ?? []), view])
      onSaved(view)
      onClose()
    },
  })
  return (
    <FormDialog
      title={t('views.save')}
      action={t('views.saveAction')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <Field label={t('views.name')} error={form.error('name')}>
        {(control) => <Input {...control} dir="auto" autoComplete="off" {...form.register('name')} />}
      </Field>
      <Switch checked={shared} onChange={setShared} label={t('views.share')} hint={t('views.shareHint')} />
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
