import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Consents } from '@/features/privacy/Consents'
import { usePrivacyLive } from '@/features/privacy/queries'
import { Requests } from '@/features/privacy/Requests'
import { Retention } from '@/features/privacy/Retention'
import { Workspace } from '@/features/privacy/Workspace'
import { Page, TabPanel, Tabs } from '@/ui'
import type { PrivacyTab } from './routes'

const route = getRouteApi('/app/compliance/privacy')

/** What people may ask of us, and what we keep for how long. */
export function PrivacyPage() {
  const { t } = useTranslation()
  const { tab = 'requests', request } = route.useSearch()
  const navigate = route.useNavigate()
  usePrivacyLive()
  const open = (next: PrivacyTab) => void navigate({ search: { tab: next }, replace: true })
  return (
    <Page className="max-w-6xl gap-2">
      <Tabs
        label={t('nav.privacy')}
        value={tab}
        onChange={open}
        tabs={[
          { value: 'requests', label: t('privacy.tabs.requests') },
          { value: 'consents', label: t('privacy.tabs.consents') },
          { value: 'retention', label: t('privacy.tabs.retention') },
          { value: 'workspace', label: t('privacy.tabs.workspace') },
        ]}
      >
        <TabPanel value="requests">
          <Requests open={request} onOpen={(id) => void navigate({ search: { tab, request: id } })} />
        </TabPanel>
        <TabPanel value="consents">
          <Consents />
        </TabPanel>
        <TabPanel value="retention">
          <Retention />
        </TabPanel>
        <TabPanel value="workspace">
          <Workspace />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
