import { valibotResolver } from '@hookform/resolvers/valibot'
import { useState } from 'react'
import { type DefaultValues, type FieldValues, type Path, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import * as v from 'valibot'
import { ApiError } from '@/services/errors'

/** A line that has to be said, in a form's schema; the messages are keys of the catalogues. */
export const line = (most: number) =>
  v.pipe(v.string(), v.trim(), v.nonEmpty('validation.required'), v.maxLength(most, 'validation.tooLong'))

/**
 * A form with a schema: validates while one types (once a field was left), puts the server's
 * sentences beside their fields, and keeps what was typed whatever happens.
 */
export function useAppForm<T extends FieldValues>(
  schema: v.GenericSchema<T, T>,
  options: { defaultValues: DefaultValues<T>; onSubmit: (values: T) => Promise<unknown> },
) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<unknown>(null)
  const form = useForm<T>({
    resolver: valibotResolver(schema) as never,
    mode: 'onTouched',
    defaultValues: options.defaultValues,
  })
  const submit = form.handleSubmit(async (values) => {
    setFailure(null)
    try {
      await options.onSubmit(values as T)
    } catch (error) {
      const fields = error instanceof ApiError ? error.fieldErrors() : {}
      const known = Object.entries(fields).filter(([name]) => name in values)
      for (const [name, message] of known) form.setError(name as Path<T>, { type: 'server', message })
      if (known.length === 0) setFailure(error)
      else form.setFocus(known[0]?.[0] as Path<T>)
    }
  })
  return {
    register: form.register,
    reset: form.reset,
    setValue: form.setValue,
    submit,
    busy: form.formState.isSubmitting,
    dirty: form.formState.isDirty,
    failure,
    /** The text for a field's error; schema messages are keys, the server's are sentences. */
    error: (name: Path<T>): string | undefined => {
      const error = form.getFieldState(name, form.formState).error
      if (!error?.message) return undefined
      return error.type === 'server' ? error.message : t(error.message)
    },
  }
}
