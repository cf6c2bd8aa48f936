import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Providers } from '@/features/channels/Providers'
import { Suppressions } from '@/features/channels/Suppressions'
import { Mailboxes } from '@/features/mailroom/Mailboxes'
import { Mails } from '@/features/mailroom/Mails'
import { useSession } from '@/features/session/context'
import { Page, TabPanel, Tabs } from '@/ui'
import type { ChannelsTab } from './channels-tab'

const route = getRouteApi('/app/house/settings/channels')

/** By whom messages are carried, and to whom none go. */
export function ChannelsPage() {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const { tab = 'providers' } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = scopes.includes('settings:write')
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.channels')}
        value={tab}
        onChange={(next: ChannelsTab) => void navigate({ search: { tab: next }, replace: true })}
        tabs={[
          { value: 'providers', label: t('channels.providers') },
          { value: 'mailboxes', label: t('mailroom.title') },
          { value: 'suppressions', label: t('channels.suppressions') },
        ]}
      >
        <TabPanel value="providers">
          <Providers mayChange={mayChange} />
        </TabPanel>
        <TabPanel value="mailboxes">
          <div className="flex flex-col gap-8">
            <Mailboxes />
            <Mails />
          </div>
        </TabPanel>
        <TabPanel value="suppressions">
          <Suppressions mayChange={mayChange} />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
