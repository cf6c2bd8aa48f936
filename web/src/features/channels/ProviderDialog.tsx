import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Checkbox, Field, FormDialog, InlineFailure, Input, PasswordInput, Select, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { credentialsOf, type Draft, draftOf, missingOf, settingsOf } from './provider-draft'
import { addProvider, changeProvider, type Kind, type KindField, type Provider } from './queries'

const idOf = (kind: Kind) => `${kind.channel}/${kind.kind}`

/** A new way to send, or another one's settings; which fields there are, the server tells. */
export function ProviderDialog({
  provider,
  kinds,
  onClose,
}: {
  provider: Provider | null
  kinds: Kind[]
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const fallback = kinds[0] as Kind
  const own = provider && kinds.find((one) => one.channel === provider.channel && one.kind === provider.kind)
  const [kind, setKind] = useState<Kind>(own ?? fallback)
  const [draft, setDraft] = useState<Draft>(() => ({
    name: provider?.name ?? '',
    sender: provider?.sender ?? '',
    sender_name: provider?.sender_name ?? '',
    per_second: String(provider?.per_second ?? kind.per_second),
    position: String(provider?.position ?? ''),
    ...draftOf(kind, provider?.settings ?? {}),
  }))
  const [missing, setMissing] = useState<readonly string[]>([])
  const has = provider?.has_credentials ?? []
  const set = (name: string, value: string) => setDraft((before) => ({ ...before, [name]: value }))
  const save = useMutation({
    mutationFn: () => {
      const given = {
        name: draft.name?.trim() ?? '',
        settings: settingsOf(kind, draft),
        credentials: credentialsOf(kind, draft),
        sender: kind.sender === 'none' ? '' : (draft.sender?.trim() ?? ''),
        sender_name: draft.sender_name?.trim() ?? '',
        per_second: Number(draft.per_second?.replace(',', '.')) || kind.per_second,
        ...(draft.position?.trim() ? { position: Math.round(Number(draft.position)) } : {}),
      }
      return provider
        ? changeProvider(client, provider.id, given)
        : addProvider(client, { ...given, channel: kind.channel, kind: kind.kind, enabled: true })
    },
    onSuccess: () => {
      toast.success(t('channels.saved'))
      onClose()
    },
  })
  const told = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const errorOf = (name: string) =>
    missing.includes(name) ? t('validation.required') : (told[name] ?? told[`credentials.${name}`])
  const submit = () => {
    const lacks = missingOf(kind, draft, has)
    setMissing(lacks)
    if (lacks.length === 0) save.mutate()
  }
  const start = (next: string) => {
    const found = kinds.find((one) => idOf(one) === next) ?? fallback
    setKind(found)
    setMissing([])
    setDraft((before) => ({
      ...before,
      ...draftOf(found, {}),
      per_second: String(found.per_second),
    }))
  }
  const text = (name: string, hint?: string) => (
    <Field label={t(`channels.field.${name}`)} hint={hint} error={errorOf(name)}>
      {(control) => (
        <Input
          {...control}
          dir={name === 'name' || name === 'sender_name' ? 'auto' : 'ltr'}
          inputMode={name === 'per_second' || name === 'position' ? 'decimal' : 'text'}
          autoComplete="off"
          maxLength={254}
          value={draft[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  )
  const general = told.settings ?? told.credentials
  return (
    <FormDialog
      wide
      title={provider ? t('channels.edit', { name: provider.name }) : t('channels.add')}
      action={t('channels.save')}
      busy={save.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {provider ? null : (
          <Field label={t('channels.kindLabel')}>
            {(control) => (
              <Select
                {...control}
                value={idOf(kind)}
                onChange={start}
                options={kinds.map((one) => ({
                  value: idOf(one),
                  label: `${t(`messages.channel.${one.channel}`)} · ${t(`messages.kind.${one.kind}`)}`,
                }))}
              />
            )}
          </Field>
        )}
        {text('name')}
      </div>
      {kind.kind === 'console' ? <p className="text-muted">{t('channels.consoleHint')}</p> : null}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {[...kind.settings, ...kind.credentials].map((field) => (
          <KindInput
            key={field.name}
            field={field}
            value={draft[field.name] ?? ''}
            kept={has.includes(field.name)}
            error={errorOf(field.name)}
            onChange={(value) => set(field.name, value)}
          />
        ))}
      </div>
      {kind.sender === 'none' ? null : (
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
          {text('sender', t('channels.senderHint'))}
          {kind.channel === 'email' ? text('sender_name') : null}
        </div>
      )}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {text('per_second', t('channels.rateHint'))}
        {provider ? text('position', t('channels.positionHint')) : null}
      </div>
      <InlineFailure error={Object.keys(told).length > 0 ? null : save.error} />
      {general ? (
        <p className="text-sm text-urgent" role="alert">
          {general}
        </p>
      ) : null}
    </FormDialog>
  )
}

function KindInput({
  field,
  value,
  kept,
  error,
  onChange,
}: {
  field: KindField
  value: string
  kept: boolean
  error: string | undefined
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const label = t(`channels.field.${field.name}`)
  if (field.type === 'switch') {
    return (
      <span className="self-center">
        <Checkbox label={label} checked={value === 'true'} onChange={(on) => onChange(String(on))} />
      </span>
    )
  }
  const secret = field.type === 'secret' || field.type === 'secret_lines'
  return (
    <Field label={label} hint={secret && kept ? t('channels.kept') : null} error={error}>
      {(control) =>
        field.type === 'choice' ? (
          <Select
            {...control}
            value={value}
            onChange={onChange}
            options={field.choices.map((each) => ({ value: each, label: t(`channels.choice.${each}`) }))}
          />
        ) : field.type === 'secret' ? (
          <PasswordInput
            {...control}
            dir="ltr"
            autoComplete="new-password"
            maxLength={8000}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : field.type === 'text' || field.type === 'number' ? (
          <Input
            {...control}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            inputMode={field.type === 'number' ? 'decimal' : 'text'}
            maxLength={field.longest ?? 254}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Textarea
            {...control}
            dir="ltr"
            rows={3}
            spellCheck={false}
            autoComplete="off"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
