import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MessageDialog } from '@/features/messages/MessageDialog'
import { MessageLog } from '@/features/messages/MessageLog'
import { type MessageFilter, useMessagesLive } from '@/features/messages/queries'
import { SendDialog } from '@/features/messages/SendDialog'
import { Templates } from '@/features/messages/Templates'
import { useSession } from '@/features/session/context'
import { Page, TabPanel, Tabs } from '@/ui'
import type { MessagesTab } from './routes'

const route = getRouteApi('/app/messages')

/** What goes out to people, and the words it is made of. */
export function MessagesPage() {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const { tab = 'log', message, channel, how, q } = route.useSearch()
  const navigate = route.useNavigate()
  useMessagesLive()
  const [writing, setWriting] = useState(false)
  const mayChange = scopes.includes('settings:write')
  const filterBy = useCallback(
    ({ state, ...rest }: MessageFilter) =>
      void navigate({ search: { tab: 'log', ...rest, how: state }, replace: true }),
    [navigate],
  )
  const open = (next?: string) =>
    void navigate({ search: { tab, channel, how, q, message: next }, replace: !next })
  return (
    <Page className="gap-2">
      <Tabs
        label={t('nav.messages')}
        value={tab}
        onChange={(next: MessagesTab) => void navigate({ search: { tab: next }, replace: true })}
        tabs={[
          { value: 'log', label: t('messages.log') },
          { value: 'templates', label: t('messages.templates') },
        ]}
      >
        <TabPanel value="log">
          <MessageLog
            filter={{ channel, state: how, q }}
            onFilter={filterBy}
            onOpen={open}
            onWrite={scopes.includes('messages:write') ? () => setWriting(true) : undefined}
          />
        </TabPanel>
        <TabPanel value="templates">
          <Templates mayChange={mayChange} />
        </TabPanel>
      </Tabs>
      {message ? <MessageDialog id={message} mayCancel={mayChange} onClose={() => open()} /> : null}
      {writing ? <SendDialog mayWriteFreely={mayChange} onClose={() => setWriting(false)} /> : null}
    </Page>
  )
}
