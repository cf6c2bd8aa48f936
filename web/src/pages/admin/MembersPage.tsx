import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Colleagues } from '@/features/members/Colleagues'
import { Invitations } from '@/features/members/Invitations'
import { InviteDialog } from '@/features/members/InviteDialog'
import { useSession } from '@/features/session/context'
import { useCommand } from '@/hooks/useCommand'
import { Button, Page, Section } from '@/ui'

export function MembersPage() {
  const { t } = useTranslation()
  const mayWrite = useSession().scopes.includes('users:write')
  const [inviting, setInviting] = useState(false)
  const start = () => setInviting(true)
  useCommand(
    mayWrite
      ? { id: 'members.invite', group: t('nav.members'), label: t('members.invite'), key: 'n', run: start }
      : null,
  )
  return (
    <Page>
      <Section
        title={t('members.invitations')}
        hint={t('members.invitationsHint')}
        actions={
          mayWrite ? (
            <Button kind="primary" onClick={start}>
              <UserPlus aria-hidden />
              {t('members.invite')}
            </Button>
          ) : null
        }
      >
        <Invitations />
      </Section>
      <Section title={t('members.staff')} hint={t('members.staffHint')}>
        <Colleagues />
      </Section>
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </Page>
  )
}
