import { getRouteApi } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Carriers } from '@/features/calling-settings/Carriers'
import { DoNotCall } from '@/features/calling-settings/DoNotCall'
import { Queue } from '@/features/calling-settings/Queue'
import { Refusals } from '@/features/calling-settings/Refusals'
import { useSession } from '@/features/session/context'
import { Page, SkeletonRows, TabPanel, Tabs } from '@/ui'
import type { CallingTab } from './routes'

const Inbound = lazy(() => import('@/features/inbound/Inbound').then((found) => ({ default: found.Inbound })))
const route = getRouteApi('/app/house/settings/calling')

/** How people are called, by whom, and who is not. */
export function CallingSettingsPage() {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const { tab = 'queue' } = route.useSearch()
  const navigate = route.useNavigate()
  const open = (next: CallingTab) => void navigate({ search: { tab: next }, replace: true })
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.calling')}
        value={tab}
        onChange={open}
        tabs={[
          { value: 'queue', label: t('callingSettings.tabs.queue') },
          ...(scopes.includes('calls:supervise')
            ? [{ value: 'inbound' as const, label: t('callingSettings.tabs.inbound') }]
            : []),
          { value: 'carriers', label: t('callingSettings.tabs.carriers') },
          { value: 'dnc', label: t('callingSettings.tabs.dnc') },
        ]}
      >
        <TabPanel value="queue">
          <Queue />
        </TabPanel>
        <TabPanel value="inbound">
          <Suspense fallback={<SkeletonRows rows={8} />}>
            <Inbound />
          </Suspense>
        </TabPanel>
        <TabPanel value="carriers">
          <Carriers />
        </TabPanel>
        <TabPanel value="dnc">
          <div className="flex flex-col gap-8">
            <DoNotCall />
            <Refusals />
          </div>
        </TabPanel>
      </Tabs>
    </Page>
  )
}
