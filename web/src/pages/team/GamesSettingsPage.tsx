import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useLiveBoards } from '@/features/games/live'
import { Approvals } from '@/features/games-settings/Approvals'
import { Badges } from '@/features/games-settings/Badges'
import { ByHand } from '@/features/games-settings/ByHand'
import { Challenges } from '@/features/games-settings/Challenges'
import { Competitions } from '@/features/games-settings/Competitions'
import { Rewards } from '@/features/games-settings/Rewards'
import { Rules } from '@/features/games-settings/Rules'
import { Page, TabPanel, Tabs } from '@/ui'
import type { GamesTab } from './routes'

const route = getRouteApi('/app/house/settings/games')
const PARTS = {
  rules: Rules,
  badges: Badges,
  challenges: Challenges,
  competitions: Competitions,
  rewards: Rewards,
  approvals: Approvals,
  hand: ByHand,
} as const satisfies Record<GamesTab, () => React.ReactNode>

/** What gives points, what can be won with them, and what is to be decided. */
export function GamesSettingsPage() {
  const { t } = useTranslation()
  const { tab = 'rules' } = route.useSearch()
  const navigate = route.useNavigate()
  useLiveBoards()
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.games')}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={(Object.keys(PARTS) as GamesTab[]).map((each) => ({
          value: each,
          label: t(`gameSettings.tabs.${each}`),
        }))}
      >
        {(Object.entries(PARTS) as [GamesTab, () => React.ReactNode][]).map(([name, Part]) => (
          <TabPanel key={name} value={name}>
            <Part />
          </TabPanel>
        ))}
      </Tabs>
    </Page>
  )
}
