import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BudgetPart } from '@/features/assistant-settings/BudgetPart'
import { Calls } from '@/features/assistant-settings/Calls'
import { Providers } from '@/features/assistant-settings/Providers'
import { Replies } from '@/features/assistant-settings/Replies'
import { Page, TabPanel, Tabs } from '@/ui'
import type { AssistantTab } from './routes'

const route = getRouteApi('/app/house/settings/assistant')

export function AssistantPage() {
  const { t } = useTranslation()
  const { tab = 'replies' } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (next: AssistantTab) => void navigate({ search: { tab: next }, replace: true })
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.assistant')}
        value={tab}
        onChange={open}
        tabs={[
          { value: 'replies', label: t('assistantSettings.tabs.replies') },
          { value: 'models', label: t('assistantSettings.tabs.models') },
          { value: 'calls', label: t('assistantSettings.tabs.calls') },
        ]}
      >
        <TabPanel value="replies">
          <Replies />
        </TabPanel>
        <TabPanel value="models">
          <div className="flex flex-col gap-8">
            <Providers />
            <BudgetPart />
          </div>
        </TabPanel>
        <TabPanel value="calls">
          <Calls />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
