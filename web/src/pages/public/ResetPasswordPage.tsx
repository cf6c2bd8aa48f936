import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetSession, resetPassword } from '@/features/session/queries'
import { newPasswordSchema } from '@/features/session/schemas'
import { useAppForm } from '@/hooks/useAppForm'
import { Button, Field, InlineFailure, PasswordInput } from '@/ui'

const route = getRouteApi('/public/reset-password')

export function ResetPasswordPage() {
  const { t } = useTranslation()
  const { token } = route.useSearch()
  const client = useQueryClient()
  const [done, setDone] = useState(false)
  const form = useAppForm(newPasswordSchema, {
    defaultValues: { password: '' },
    onSubmit: async ({ password }) => {
      await resetPassword(token ?? '', password)
      // A reset ends all sessions, this browser's too.
      forgetSession(client)
      setDone(true)
    },
  })
  if (done) {
    return (
      <div role="status" className="flex flex-col items-start gap-4">
        <p>{t('auth.resetDone')}</p>
        <Button asChild kind="primary">
          <Link to="/sign-in">{t('auth.signIn')}</Link>
        </Button>
      </div>
    )
  }
  if (!token) {
    return (
      <div className="flex flex-col items-start gap-4">
        <p>{t('auth.resetNoToken')}</p>
        <Button asChild>
          <Link to="/forgot-password">{t('auth.resetAgain')}</Link>
        </Button>
      </div>
    )
  }
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <Field label={t('fields.newPassword')} hint={t('fields.passwordHint')} error={form.error('password')}>
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
        )}
      </Field>
      <InlineFailure error={form.failure} />
      <Button type="submit" kind="primary" size="lg" busy={form.busy}>
        {t('auth.resetSubmit')}
      </Button>
    </form>
  )
}
