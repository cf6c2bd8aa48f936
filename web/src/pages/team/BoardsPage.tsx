import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Boards } from '@/features/games/Boards'
import { Competitions } from '@/features/games/Competitions'
import { useLiveBoards } from '@/features/games/live'
import { Me } from '@/features/games/Me'
import { METRICS } from '@/features/games/queries'
import { Shop } from '@/features/games/Shop'
import { Page, TabPanel, Tabs } from '@/ui'
import type { BoardsTab } from './routes'

const route = getRouteApi('/app/boards')

/** Points and what they bring: one's own, the boards, the teams, the shop. */
export function BoardsPage() {
  const { t } = useTranslation()
  const { tab = 'me', period = 'week', metric: asked } = route.useSearch()
  const metric = METRICS.find((each) => each === asked) ?? 'points'
  const navigate = route.useNavigate()
  useLiveBoards()
  const open = (next: BoardsTab) => void navigate({ search: { tab: next }, replace: true })
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.boards')}
        value={tab}
        onChange={open}
        tabs={[
          { value: 'me', label: t('games.tabs.me') },
          { value: 'board', label: t('games.tabs.board') },
          { value: 'teams', label: t('games.tabs.teams') },
          { value: 'shop', label: t('games.tabs.shop') },
        ]}
      >
        <TabPanel value="me">
          <Me />
        </TabPanel>
        <TabPanel value="board">
          <Boards
            period={period}
            metric={metric}
            onChange={(to) =>
              void navigate({ search: { tab: 'board', period, metric, ...to }, replace: true })
            }
          />
        </TabPanel>
        <TabPanel value="teams">
          <Competitions />
        </TabPanel>
        <TabPanel value="shop">
          <Shop />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
