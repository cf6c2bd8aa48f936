import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Rules } from '@/features/routing-rules/Rules'
import { Scores } from '@/features/routing-rules/Scores'
import { Teams } from '@/features/routing-rules/Teams'
import { Page, TabPanel, Tabs } from '@/ui'
import type { RoutingTab } from './routes'

const route = getRouteApi('/app/house/settings/routing')

/** Who gets a new lead, and what leads are worth. */
export function RoutingPage() {
  const { t } = useTranslation()
  const { tab = 'rules' } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (next: RoutingTab) => void navigate({ search: { tab: next }, replace: true })
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.routing')}
        value={tab}
        onChange={open}
        tabs={[
          { value: 'rules', label: t('routingRules.tabs.rules') },
          { value: 'teams', label: t('routingRules.tabs.teams') },
          { value: 'scores', label: t('routingRules.tabs.scores') },
        ]}
      >
        <TabPanel value="rules">
          <Rules />
        </TabPanel>
        <TabPanel value="teams">
          <Teams />
        </TabPanel>
        <TabPanel value="scores">
          <Scores />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
