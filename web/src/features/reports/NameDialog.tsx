import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input } from '@/ui'
import { toast } from '@/ui/toast'
import { keepReport, type Wanted } from './queries'

const schema = v.object({ name: v.pipe(v.string(), v.trim(), v.maxLength(200, 'validation.tooLong')) })

export function NameDialog({
  wanted,
  onClose,
  onKept,
}: {
  wanted: Wanted
  onClose: () => void
  onKept: (id: string) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const form = useAppForm(schema, {
    defaultValues: { name: '' },
    onSubmit: async ({ name }) => {
      const made = await keepReport(client, wanted, name)
      toast.success(t('reports.kept'))
      onKept(made.id)
    },
  })
  return (
    <FormDialog
      title={t('reports.keepTitle')}
      description={t('reports.keepText')}
      action={t('reports.keep')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <Field label={t('reports.nameOfReport')} error={form.error('name')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('name')}
            dir="auto"
            autoComplete="off"
            placeholder={t(`reports.type.${wanted.type}`)}
          />
        )}
      </Field>
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
