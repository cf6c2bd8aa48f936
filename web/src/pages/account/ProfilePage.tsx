import { useTranslation } from 'react-i18next'
import { LanguageSelect, ThemeSelect } from '@/app/Preferences'
import { MyData } from '@/features/privacy/MyData'
import { PushSwitch } from '@/features/push/PushSwitch'
import { useSession } from '@/features/session/context'
import { NameForm, PasswordForm } from '@/features/session/ProfileForms'
import { SignInList } from '@/features/session/SignInList'
import { TokenSection } from '@/features/tokens/TokenSection'
import { useRoleName } from '@/hooks/useRoleName'
import { useStore } from '@/hooks/useStore'
import { setSingleKeys, singleKeys } from '@/services/commands'
import { Field, Page, Section, Switch } from '@/ui'

export function ProfilePage() {
  const { t } = useTranslation()
  const { user, tenant, server } = useSession()
  const roleName = useRoleName()
  return (
    <Page>
      <Section title={t('profile.you')}>
        <dl className="grid max-w-sm grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-muted">{t('fields.username')}</dt>
          <dd className="min-w-0 break-words">{user.username}</dd>
          <dt className="text-muted">{t('fields.email')}</dt>
          <dd className="min-w-0 break-words">{user.email}</dd>
          <dt className="text-muted">{t('profile.role')}</dt>
          <dd>{roleName(user.role)}</dd>
          <dt className="text-muted">{t('profile.tenant')}</dt>
          <dd className="min-w-0 break-words">{tenant.name}</dd>
        </dl>
        <NameForm />
      </Section>
      <Section title={t('profile.display')}>
        <div className="grid max-w-sm grid-cols-2 gap-4">
          <Field label={t('app.theme')}>{(control) => <ThemeSelect id={control.id} />}</Field>
          <Field label={t('app.language')}>{(control) => <LanguageSelect id={control.id} />}</Field>
        </div>
        <Switch
          checked={useStore(singleKeys)}
          onChange={setSingleKeys}
          label={t('commands.singleKeys')}
          hint={t('commands.singleKeysHint')}
        />
      </Section>
      <PushSwitch />
      <Section title={t('fields.password')}>
        <PasswordForm />
      </Section>
      <Section title={t('profile.signIns')} hint={t('profile.signInsHint')}>
        <SignInList />
      </Section>
      <MyData />
      {user.user_type === 'admin' ? <TokenSection /> : null}
      <p className="text-sm text-muted">Ringdesk {server.version}</p>
    </Page>
  )
}
