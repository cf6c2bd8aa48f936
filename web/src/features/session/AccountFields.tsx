import { useTranslation } from 'react-i18next'
import type { useAppForm } from '@/hooks/useAppForm'
import { Field, Input } from '@/ui'
import type { AccountValues } from './schemas'

/** Who an account is for. The browser may fill in one's own name, never another person's. */
export function AccountFields({
  form,
  own,
}: {
  form: ReturnType<typeof useAppForm<AccountValues>>
  own?: boolean
}) {
  const { t } = useTranslation()
  const filled = (what: string) => (own ? what : 'off')
  return (
    <>
      <Field label={t('fields.fullName')} error={form.error('full_name')}>
        {(control) => (
          <Input {...control} {...form.register('full_name')} autoComplete={filled('name')} dir="auto" />
        )}
      </Field>
      <Field label={t('fields.email')} error={form.error('email')}>
        {(control) => (
          <Input {...control} {...form.register('email')} type="email" autoComplete={filled('email')} />
        )}
      </Field>
      <Field label={t('fields.username')} hint={t('fields.usernameHint')} error={form.error('username')}>
        {(control) => (
          <Input
            {...control}
            {...form.register('username')}
            autoComplete={filled('username')}
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
    </>
  )
}
