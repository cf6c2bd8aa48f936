import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { BotLog } from '@/features/chatbot/BotLog'
import { BotNumbers } from '@/features/chatbot/BotNumbers'
import { GoldenSet } from '@/features/chatbot/GoldenSet'
import { Runs } from '@/features/chatbot/Runs'
import { useSession } from '@/features/session/context'
import { Page, TabPanel, Tabs } from '@/ui'

const route = getRouteApi('/app/chatbot')

/** What the chatbot did, and how well it would do: numbers, log, golden questions, runs. */
export function ChatbotPage() {
  const { t } = useTranslation()
  const { tab = 'numbers', only = 'all', run, base } = route.useSearch()
  const navigate = route.useNavigate()
  const { scopes } = useSession()
  const mayWrite = scopes.includes('faqs:write')
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.chatbot')}
        value={tab}
        onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
        tabs={[
          { value: 'numbers', label: t('bot.tabs.numbers') },
          { value: 'log', label: t('bot.tabs.log') },
          { value: 'golden', label: t('bot.tabs.golden') },
          { value: 'runs', label: t('bot.tabs.runs') },
        ]}
      >
        <TabPanel value="numbers">
          <BotNumbers />
        </TabPanel>
        <TabPanel value="log">
          <BotLog
            only={only}
            onOnly={(next) => void navigate({ search: { tab: 'log', only: next }, replace: true })}
          />
        </TabPanel>
        <TabPanel value="golden">
          <GoldenSet mayWrite={mayWrite} />
        </TabPanel>
        <TabPanel value="runs">
          <Runs
            mayWrite={mayWrite}
            run={run}
            base={base}
            onOpen={(next, other) =>
              void navigate({
                search: { tab: 'runs', run: next, base: other },
                replace: true,
                resetScroll: false,
              })
            }
          />
        </TabPanel>
      </Tabs>
    </Page>
  )
}
