import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { requestReset } from '@/features/session/queries'
import { emailSchema } from '@/features/session/schemas'
import { useAppForm } from '@/hooks/useAppForm'
import { Button, Field, InlineFailure, Input } from '@/ui'

export function ForgotPasswordPage() {
  const { t } = useTranslation()
  const [sentTo, setSentTo] = useState<string | null>(null)
  const form = useAppForm(emailSchema, {
    defaultValues: { email: '' },
    onSubmit: async ({ email }) => {
      await requestReset(email)
      setSentTo(email)
    },
  })
  const back = (
    <Link to="/sign-in" className="text-accent underline underline-offset-2">
      {t('auth.back')}
    </Link>
  )
  if (sentTo) {
    return (
      <div role="status" className="flex flex-col gap-4">
        {/* The same words whether the account exists or not. */}
        <p>{t('auth.forgotSent', { email: sentTo })}</p>
        {back}
      </div>
    )
  }
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <p className="text-muted">{t('auth.forgotText')}</p>
      <Field label={t('fields.email')} error={form.error('email')}>
        {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="email" />}
      </Field>
      <InlineFailure error={form.failure} />
      <Button type="submit" kind="primary" size="lg" busy={form.busy}>
        {t('auth.forgotSubmit')}
      </Button>
      {back}
    </form>
  )
}
