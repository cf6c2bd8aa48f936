import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import type { Carrier } from '@/services/types'
import { Checkbox, Field, FormDialog, InlineFailure, Input, PasswordInput, Select, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import {
  CARRIER_FIELDS,
  type CarrierDraft,
  type CarrierField,
  credentialsOf,
  draftOf,
  numbersOf,
  settingsOf,
} from './carrier-fields'
import { asNumber } from './numbers'
import { addCarrier, CARRIER_KINDS, type CarrierKind, changeCarrier } from './queries'

const NUMBERS = ['most_calls', 'calls_per_second', 'position']
const BUSY_RATE: Record<CarrierKind, string> = { simulation: '10', twilio: '1', sip: '10' }

/** A new carrier, or another's settings. A credential that is there is never shown. */
export function CarrierDialog({
  carrier,
  places,
  onClose,
}: {
  carrier: Carrier | null
  places: number
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [kind, setKind] = useState<CarrierKind>(carrier?.kind ?? 'simulation')
  const [draft, setDraft] = useState<CarrierDraft>(() => ({
    name: carrier?.name ?? '',
    caller_ids: carrier?.caller_ids.join('\n') ?? '',
    most_calls: String(carrier?.most_calls ?? 10),
    calls_per_second: String(carrier?.calls_per_second ?? BUSY_RATE.simulation),
    position: String(carrier?.position ?? places),
    ...draftOf(kind, carrier?.settings ?? {}),
  }))
  const [missing, setMissing] = useState<readonly string[]>([])
  const set = (name: string, value: string) => setDraft((before) => ({ ...before, [name]: value }))
  const save = useMutation({
    mutationFn: () => {
      const given = {
        name: draft.name?.trim() ?? '',
        settings: settingsOf(kind, draft, carrier?.settings ?? {}),
        credentials: credentialsOf(kind, draft),
        caller_ids: numbersOf(draft.caller_ids ?? ''),
        most_calls: Math.round(asNumber(draft.most_calls ?? '')),
        calls_per_second: asNumber(draft.calls_per_second ?? ''),
        position: Math.round(asNumber(draft.position ?? '')),
      }
      return carrier
        ? changeCarrier(client, carrier.id, given)
        : addCarrier(client, { ...given, kind, enabled: true })
    },
    onSuccess: () => {
      toast.success(t('callingSettings.carrier.saved'))
      onClose()
    },
  })
  const has = (name: string) => carrier?.has_credentials.includes(name) ?? false
  const submit = () => {
    const wanted = CARRIER_FIELDS[kind].filter(({ name, needed }) => needed && !has(name))
    const lacks = [
      ...['name', ...wanted.map(({ name }) => name)].filter((name) => !draft[name]?.trim()),
      ...NUMBERS.filter((name) => !draft[name]?.trim() || Number.isNaN(asNumber(draft[name] ?? ''))),
    ]
    setMissing(lacks)
    if (lacks.length === 0) save.mutate()
  }
  const told = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const errorOf = (name: string) => {
    if (!missing.includes(name)) return told[name]
    if (!draft[name]?.trim()) return t('validation.required')
    return NUMBERS.includes(name) && Number.isNaN(asNumber(draft[name])) ? t('validation.number') : told[name]
  }
  const start = (next: CarrierKind) => {
    setKind(next)
    setMissing([])
    setDraft((before) => ({ ...draftOf(next, {}), ...before, calls_per_second: BUSY_RATE[next] }))
  }
  const text = (name: string, mode: 'text' | 'decimal' = 'text', hint?: string) => (
    <Field label={t(`callingSettings.carrier.field.${name}`)} hint={hint} error={errorOf(name)}>
      {(control) => (
        <Input
          {...control}
          dir={name === 'name' ? 'auto' : 'ltr'}
          inputMode={mode}
          autoComplete="off"
          maxLength={260}
          value={draft[name] ?? ''}
          onChange={(event) => set(name, event.target.value)}
        />
      )}
    </Field>
  )
  return (
    <FormDialog
      wide
      title={
        carrier ? t('callingSettings.carrier.edit', { name: carrier.name }) : t('callingSettings.carrier.add')
      }
      action={t('callingSettings.carrier.save')}
      busy={save.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {carrier ? null : (
          <Field
            label={t('callingSettings.carrier.kind')}
            hint={t(`callingSettings.carrier.kindHint.${kind}`)}
          >
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={start}
                options={CARRIER_KINDS.map((each) => ({
                  value: each,
                  label: t(`callingSettings.carrier.kinds.${each}`),
                }))}
              />
            )}
          </Field>
        )}
        {text('name')}
      </div>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {CARRIER_FIELDS[kind].map((field) => (
          <SettingField
            key={field.name}
            field={field}
            value={draft[field.name] ?? ''}
            kept={has(field.name)}
            error={errorOf(field.name)}
            onChange={(value) => set(field.name, value)}
          />
        ))}
      </div>
      <Field
        label={t('callingSettings.carrier.field.caller_ids')}
        hint={t('callingSettings.carrier.callerIdsHint')}
        error={told.caller_ids}
      >
        {(control) => (
          <Textarea
            {...control}
            dir="ltr"
            rows={2}
            placeholder="+14155550100"
            value={draft.caller_ids}
            onChange={(event) => set('caller_ids', event.target.value)}
          />
        )}
      </Field>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
        {text('most_calls', 'decimal')}
        {text('calls_per_second', 'decimal')}
        {text('position', 'decimal', t('callingSettings.carrier.positionHint'))}
      </div>
      <InlineFailure error={told.settings || told.credentials || !hasField(told) ? save.error : null} />
      {told.settings || told.credentials ? (
        <p className="text-sm text-urgent" role="alert">
          {told.settings ?? told.credentials}
        </p>
      ) : null}
    </FormDialog>
  )
}

const hasField = (told: Record<string, string>) => Object.keys(told).length > 0

function SettingField({
  field: { name, is, choices, usual },
  value,
  kept,
  error,
  onChange,
}: {
  field: CarrierField
  value: string
  kept: boolean
  error: string | undefined
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const label = t(`callingSettings.carrier.field.${name}`)
  if (is === 'switch') {
    return (
      <span className="self-center">
        <Checkbox label={label} checked={value === 'true'} onChange={(on) => onChange(String(on))} />
      </span>
    )
  }
  return (
    <Field
      label={label}
      hint={is === 'hidden' && kept ? t('callingSettings.carrier.kept') : null}
      error={error}
    >
      {(control) =>
        is === 'choice' ? (
          <Select
            {...control}
            value={value}
            onChange={onChange}
            options={(choices ?? []).map((each) => ({
              value: each,
              label: t(`callingSettings.carrier.choice.${each}`),
            }))}
          />
        ) : is === 'hidden' ? (
          <PasswordInput
            {...control}
            dir="ltr"
            autoComplete="new-password"
            maxLength={200}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            inputMode={is === 'number' ? 'decimal' : 'text'}
            maxLength={260}
            placeholder={usual}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
