import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/services/errors'
import { Field, FormDialog, InlineFailure, Input, Select, Switch, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { keep, type Thing } from './queries'

export type Values = Record<string, string | boolean>

/** One line of a form: what it is called, and what can be said in it. */
export interface Asked {
  name: string
  label: string
  hint?: string
  kind: 'text' | 'long' | 'number' | 'date' | 'choice' | 'switch'
  options?: { value: string; label: string }[]
  required?: boolean
  most?: number
}

const isNumber = (text: string) => /^\d{1,10}$/.test(text.trim())

/** Makes or changes a badge, a challenge, a competition or a reward: the same form, other questions. */
export function ThingDialog({
  thing,
  id,
  title,
  asked,
  initial,
  bodyOf,
  onClose,
}: {
  thing: Thing
  id: number | string | null
  title: string
  asked: Asked[]
  initial: Values
  bodyOf: (values: Values) => unknown
  onClose: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [values, setValues] = useState(initial)
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: () => keep(client, thing, id, bodyOf(values)),
    onSuccess: () => {
      toast.success(t('gameSettings.saved'))
      onClose()
    },
  })
  const faultOf = (one: Asked): string | undefined => {
    const text = String(values[one.name] ?? '').trim()
    if (one.required && !text) return t('validation.required')
    if (one.kind === 'number' && text && !isNumber(text)) return t('validation.number')
    return undefined
  }
  const submit = () => {
    setTried(true)
    if (!asked.some(faultOf)) save.mutate()
  }
  const told = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  return (
    <FormDialog
      title={title}
      action={t('gameSettings.save')}
      busy={save.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      {asked.map((one) => (
        <Question
          key={one.name}
          asked={one}
          value={values[one.name] ?? ''}
          error={(tried ? faultOf(one) : undefined) ?? told[one.name]}
          onChange={(value) => setValues({ ...values, [one.name]: value })}
        />
      ))}
      <InlineFailure
        error={Object.keys(told).some((name) => asked.some((one) => one.name === name)) ? null : save.error}
      />
    </FormDialog>
  )
}

function Question({
  asked: one,
  value,
  error,
  onChange,
}: {
  asked: Asked
  value: string | boolean
  error: string | undefined
  onChange: (value: string | boolean) => void
}) {
  if (one.kind === 'switch') {
    return <Switch checked={value === true} onChange={onChange} label={one.label} hint={one.hint} />
  }
  const text = String(value)
  return (
    <Field label={one.label} hint={one.hint} error={error}>
      {(control) =>
        one.kind === 'choice' ? (
          <Select {...control} value={text} onChange={onChange} options={one.options ?? []} />
        ) : one.kind === 'long' ? (
          <Textarea
            {...control}
            rows={2}
            maxLength={one.most}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            {...control}
            dir={one.kind === 'text' ? 'auto' : undefined}
            autoComplete="off"
            inputMode={one.kind === 'number' ? 'numeric' : undefined}
            type={one.kind === 'date' ? 'date' : 'text'}
            maxLength={one.kind === 'date' ? undefined : (one.most ?? 10)}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
