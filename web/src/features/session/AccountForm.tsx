import { useTranslation } from 'react-i18next'
import { useAppForm } from '@/hooks/useAppForm'
import { Button, Field, InlineFailure, Input, PasswordInput } from '@/ui'
import { AccountFields } from './AccountFields'
import { type AccountValues, accountSchema } from './schemas'

/** A new account: the first administrator's, or a customer's own. */
export function AccountForm({
  submitLabel,
  withToken,
  onSubmit,
}: {
  submitLabel: string
  /** The set-up token, when the server asks for it. */
  withToken?: boolean
  onSubmit: (values: AccountValues) => Promise<unknown>
}) {
  const { t } = useTranslation()
  const form = useAppForm<AccountValues>(accountSchema, {
    defaultValues: { full_name: '', username: '', email: '', password: '', token: '' },
    onSubmit,
  })
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      {withToken ? (
        <Field label={t('auth.token')} hint={t('auth.tokenHint')} error={form.error('token')}>
          {(control) => (
            <Input {...control} {...form.register('token')} autoComplete="off" spellCheck={false} />
          )}
        </Field>
      ) : null}
      <AccountFields form={form} own />
      <Field label={t('fields.password')} hint={t('fields.passwordHint')} error={form.error('password')}>
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
        )}
      </Field>
      <InlineFailure error={form.failure} />
      <Button type="submit" kind="primary" size="lg" busy={form.busy}>
        {submitLabel}
      </Button>
    </form>
  )
}
