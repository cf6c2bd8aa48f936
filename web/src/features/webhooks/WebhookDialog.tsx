import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { line, useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { EventPicker } from './EventPicker'
import { addWebhook, changeWebhook, type Webhook, type WithSecret } from './queries'

const between = (least: number, most: number, whole: boolean) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => {
      const number = Number(text)
      return text !== '' && number >= least && number <= most && (!whole || Number.isInteger(number))
    }, 'webhooks.outOfRange'),
  )

const schema = v.object({
  url: line(2000),
  description: v.pipe(v.string(), v.trim(), v.maxLength(500, 'validation.tooLong')),
  most_at_once: between(1, 10, true),
  per_second: between(0.01, 100, false),
})

/** A new webhook, or another one's settings. */
export function WebhookDialog({
  webhook,
  onClose,
  onMade,
}: {
  webhook: Webhook | null
  onClose: () => void
  onMade: (made: WithSecret) => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [types, setTypes] = useState(webhook?.types ?? [])
  const [notes, setNotes] = useState(webhook?.include_notes ?? false)
  const [unchosen, setUnchosen] = useState(false)
  const form = useAppForm(schema, {
    defaultValues: {
      url: webhook?.url ?? '',
      description: webhook?.description ?? '',
      most_at_once: String(webhook?.most_at_once ?? 4),
      per_second: String(webhook?.per_second ?? 20),
    },
    onSubmit: async (values) => {
      setUnchosen(types.length === 0)
      if (types.length === 0) return
      const given = {
        url: values.url,
        description: values.description,
        types,
        include_notes: notes,
        most_at_once: Number(values.most_at_once),
        per_second: Number(values.per_second),
      }
      if (webhook) {
        await changeWebhook(client, webhook.id, given)
        toast.success(t('webhooks.saved'))
        onClose()
      } else onMade(await addWebhook(client, { ...given, enabled: true }))
    },
  })
  return (
    <FormDialog
      wide
      title={webhook ? t('webhooks.editTitle') : t('webhooks.add')}
      action={webhook ? t('webhooks.save') : t('webhooks.addAction')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      <Field label={t('webhooks.url')} hint={t('webhooks.urlHint')} error={form.error('url')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('url')}
            type="url"
            dir="ltr"
            placeholder="https://example.com/ringdesk"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field label={t('webhooks.description')} error={form.error('description')}>
        {(control) => <Input {...control} {...form.register('description')} dir="auto" autoComplete="off" />}
      </Field>
      <EventPicker
        chosen={types}
        onChange={(next) => {
          setTypes(next)
          setUnchosen(false)
        }}
        error={unchosen ? t('webhooks.chooseOne') : undefined}
      />
      <Switch
        checked={notes}
        onChange={setNotes}
        label={t('webhooks.notes')}
        hint={t('webhooks.notesHint')}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field
          label={t('webhooks.atOnce')}
          hint={t('webhooks.atOnceHint')}
          error={form.error('most_at_once')}
        >
          {(control) => <Input {...control} {...form.register('most_at_once')} inputMode="numeric" />}
        </Field>
        <Field
          label={t('webhooks.perSecond')}
          hint={t('webhooks.perSecondHint')}
          error={form.error('per_second')}
        >
          {(control) => <Input {...control} {...form.register('per_second')} inputMode="decimal" />}
        </Field>
      </div>
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
