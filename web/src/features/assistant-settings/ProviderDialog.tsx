import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { line, useAppForm } from '@/hooks/useAppForm'
import { Field, FormDialog, InlineFailure, Input, PasswordInput, Select } from '@/ui'
import { toast } from '@/ui/toast'
import { asNumber, decimal, within } from './numbers'
import { KINDS, type Kind, keepProvider, NAME, type Provider } from './queries'

const ADDRESSES: Record<Kind, string> = {
  openai: 'https://api.openai.com/v1',
  anthropic: 'https://api.anthropic.com',
}

const schemaFor = (taken: string[]) =>
  v.object({
    name: v.pipe(
      v.string(),
      v.trim(),
      v.regex(NAME, 'assistantSettings.nameRule'),
      v.check((name) => !taken.includes(name), 'assistantSettings.nameTaken'),
    ),
    model: line(200),
    base_url: v.pipe(v.string(), v.trim(), v.maxLength(500, 'validation.tooLong')),
    api_key: v.pipe(v.string(), v.trim(), v.maxLength(500, 'validation.tooLong')),
    position: within(0, 100, 'assistantSettings.positionRange'),
    timeout_s: within(1, 60, 'assistantSettings.timeoutRange'),
    input_price: decimal,
    output_price: decimal,
  })

/** A new provider, or another one's settings. A key that is there is never shown. */
export function ProviderDialog({
  provider,
  taken,
  onClose,
}: {
  provider: Provider | null
  taken: string[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [kind, setKind] = useState<Kind>((provider?.kind as Kind | undefined) ?? 'openai')
  const form = useAppForm(schemaFor(provider ? [] : taken), {
    defaultValues: {
      name: provider?.name ?? '',
      model: provider?.model ?? '',
      base_url: provider?.base_url ?? '',
      api_key: '',
      position: String(provider?.position ?? Math.min(100, taken.length)),
      timeout_s: String(provider?.timeout_s ?? 20),
      input_price: String(provider?.input_price ?? ''),
      output_price: String(provider?.output_price ?? ''),
    },
    onSubmit: async (values) => {
      await keepProvider(client, values.name, {
        kind,
        model: values.model,
        base_url: values.base_url || ADDRESSES[kind],
        ...(values.api_key ? { api_key: values.api_key } : {}),
        position: Math.round(asNumber(values.position)),
        timeout_s: asNumber(values.timeout_s),
        input_price: asNumber(values.input_price || '0'),
        output_price: asNumber(values.output_price || '0'),
      })
      toast.success(t('assistantSettings.providerSaved'))
      onClose()
    },
  })
  return (
    <FormDialog
      title={
        provider ? t('assistantSettings.editTitle', { name: provider.name }) : t('assistantSettings.add')
      }
      action={t('assistantSettings.saveProvider')}
      busy={form.busy}
      onClose={onClose}
      onSubmit={form.submit}
    >
      {provider ? null : (
        <Field
          label={t('assistantSettings.name')}
          hint={t('assistantSettings.nameHint')}
          error={form.error('name')}
        >
          {(control) => (
            <Input
              {...control}
              {...form.register('name')}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
            />
          )}
        </Field>
      )}
      <Field label={t('assistantSettings.kind')} hint={t(`assistantSettings.kindHint.${kind}`)}>
        {(control) => (
          <Select
            {...control}
            value={kind}
            onChange={setKind}
            options={KINDS.map((each) => ({ value: each, label: t(`assistantSettings.kinds.${each}`) }))}
          />
        )}
      </Field>
      <Field
        label={t('assistantSettings.address')}
        hint={t('assistantSettings.addressHint')}
        error={form.error('base_url')}
      >
        {(control) => (
          <Input
            {...control}
            {...form.register('base_url')}
            type="url"
            dir="ltr"
            placeholder={ADDRESSES[kind]}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field
        label={t('assistantSettings.model')}
        hint={t('assistantSettings.modelHint')}
        error={form.error('model')}
      >
        {(control) => (
          <Input {...control} {...form.register('model')} dir="ltr" autoComplete="off" spellCheck={false} />
        )}
      </Field>
      <Field
        label={t('assistantSettings.key')}
        hint={provider?.has_key ? t('assistantSettings.keyKept') : t('assistantSettings.keyHint')}
        error={form.error('api_key')}
      >
        {(control) => (
          <PasswordInput {...control} {...form.register('api_key')} autoComplete="new-password" dir="ltr" />
        )}
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Field label={t('assistantSettings.inputPrice')} error={form.error('input_price')}>
          {(control) => (
            <Input {...control} {...form.register('input_price')} inputMode="decimal" placeholder="0" />
          )}
        </Field>
        <Field label={t('assistantSettings.outputPrice')} error={form.error('output_price')}>
          {(control) => (
            <Input {...control} {...form.register('output_price')} inputMode="decimal" placeholder="0" />
          )}
        </Field>
        <Field
          label={t('assistantSettings.timeout')}
          hint={t('assistantSettings.timeoutHint')}
          error={form.error('timeout_s')}
        >
          {(control) => <Input {...control} {...form.register('timeout_s')} inputMode="decimal" />}
        </Field>
        <Field
          label={t('assistantSettings.position')}
          hint={t('assistantSettings.positionHint')}
          error={form.error('position')}
        >
          {(control) => <Input {...control} {...form.register('position')} inputMode="numeric" />}
        </Field>
      </div>
      <InlineFailure error={form.failure} />
    </FormDialog>
  )
}
