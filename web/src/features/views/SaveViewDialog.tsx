import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { filtersAsText } from '@/features/tickets/filters'
import { useAppForm } from '@/hooks/useAppForm'
import { http } from '@/services/http'
import type { SavedView, TicketFilters } from '@/services/types'
import { Button, Dialog, Field, InlineFailure, Input, Switch } from '@/ui'
import { viewKeys } from './views'

const schema = v.object({
  name: v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('validation.required'),
    v.maxLength(200, 'validation.tooLong'),
  ),
})

/** Keeps the present filters under a name. */
export function SaveViewDialog({
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
    <Dialog
      open
      onOpenChange={onClose}
      title={t('views.save')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" type="submit" form="save-view" busy={form.busy}>
            {t('views.saveAction')}
          </Button>
        </>
      }
    >
      <form
        id="save-view"
        onSubmit={(event) => void form.submit(event)}
        className="flex flex-col gap-4"
        noValidate
      >
        <Field label={t('views.name')} error={form.error('name')}>
          {(control) => <Input {...control} dir="auto" autoComplete="off" {...form.register('name')} />}
        </Field>
        <Switch checked={shared} onChange={setShared} label={t('views.share')} hint={t('views.shareHint')} />
        <InlineFailure error={form.failure} />
      </form>
    </Dialog>
  )
}
