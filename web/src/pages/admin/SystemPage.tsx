import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Alerts, AlertsBar, useAlertsLive } from '@/features/system/Alerts'
import { DeadLetters } from '@/features/system/DeadLetters'
import { Health } from '@/features/system/Health'
import { Logs } from '@/features/system/Logs'
import { alertsQuery, deadLettersQuery } from '@/features/system/queries'
import { isActive } from '@/features/system/series'
import { Page, TabPanel, Tabs } from '@/ui'
import type { SystemTab } from './routes'

const route = getRouteApi('/app/house/system')

export function SystemPage() {
  const { t } = useTranslation()
  const { tab = 'health', hours = 24, level, source } = route.useSearch()
  const navigate = route.useNavigate()
  const alerts = useQuery(alertsQuery)
  const dead = useQuery(deadLettersQuery)
  useAlertsLive()
  const open = (next: SystemTab) => void navigate({ search: (old) => ({ ...old, tab: next }), replace: true })
  return (
    <Page className="max-w-6xl gap-2">
      <AlertsBar onOpen={() => open('alerts')} />
      <Tabs
        label={t('nav.system')}
        value={tab}
        onChange={open}
        tabs={[
          { value: 'health', label: t('system.tabs.health') },
          {
            value: 'alerts',
            label: t('system.tabs.alerts'),
            count: alerts.data?.filter(isActive).length || undefined,
          },
          { value: 'logs', label: t('system.tabs.logs') },
          { value: 'dead', label: t('system.tabs.dead'), count: dead.data?.length || undefined },
        ]}
      >
        <TabPanel value="health">
          <Health
            hours={hours}
            onHours={(next) =>
              void navigate({ search: (old) => ({ ...old, hours: next }), replace: true, resetScroll: false })
            }
          />
        </TabPanel>
        <TabPanel value="alerts">
          <Alerts />
        </TabPanel>
        <TabPanel value="logs">
          <Logs
            filters={{ level, source }}
            onFilters={(filters) =>
              void navigate({ search: (old) => ({ ...old, ...filters }), replace: true, resetScroll: false })
            }
          />
        </TabPanel>
        <TabPanel value="dead">
          <DeadLetters />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
