import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAppForm } from '@/hooks/useAppForm'
import { Button, Field, InlineFailure, Input, PasswordInput } from '@/ui'
import { toast } from '@/ui/toast'
import { useSession } from './context'
import { changePassword, updateOwnName } from './queries'
import { changePasswordSchema, nameSchema } from './schemas'

export function NameForm() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const form = useAppForm(nameSchema, {
    defaultValues: { full_name: user.full_name },
    onSubmit: async (values) => {
      await updateOwnName(client, user.id, values.full_name)
      form.reset(values)
      toast.success(t('profile.nameSaved'))
    },
  })
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-sm flex-col items-start gap-4">
      <Field label={t('fields.fullName')} error={form.error('full_name')} className="w-full">
        {(control) => <Input {...control} {...form.register('full_name')} autoComplete="name" dir="auto" />}
      </Field>
      <InlineFailure error={form.failure} />
      <Button type="submit" kind="primary" busy={form.busy} disabled={!form.dirty}>
        {t('profile.saveName')}
      </Button>
    </form>
  )
}

export function PasswordForm() {
  const { t } = useTranslation()
  const { user } = useSession()
  const form = useAppForm(changePasswordSchema, {
    defaultValues: { current: '', password: '' },
    onSubmit: async ({ current, password }) => {
      await changePassword(current, password)
      form.reset()
      toast.success(t('profile.passwordChanged'))
    },
  })
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-sm flex-col items-start gap-4">
      {/* For password managers, which need to know whose password it is. */}
      <input type="text" autoComplete="username" value={user.username} readOnly hidden />
      <Field label={t('fields.currentPassword')} error={form.error('current')} className="w-full">
        {(control) => (
          <PasswordInput {...control} {...form.register('current')} autoComplete="current-password" />
        )}
      </Field>
      <Field
        label={t('fields.newPassword')}
        hint={t('fields.passwordHint')}
        error={form.error('password')}
        className="w-full"
      >
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} autoComplete="new-password" />
        )}
      </Field>
      <InlineFailure error={form.failure} />
      <Button type="submit" kind="primary" busy={form.busy}>
        {t('profile.changePassword')}
      </Button>
    </form>
  )
}
