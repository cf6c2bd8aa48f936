import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { MessageCircle } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepChat } from '@/features/chats/cache'
import { CHATS_PATH } from '@/features/chats/queries'
import { useSession } from '@/features/session/context'
import { http } from '@/services/http'
import type { Chat } from '@/services/types'
import { Button, InlineFailure, Page, RelativeTime } from '@/ui'
import { ownChatsQuery } from './queries'

/** Nothing is open: the way to begin, and what was said before. */
export function BeginChat({ earlier, onOpen }: { earlier: Chat[]; onOpen: (id: number) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const begin = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const chat = await http.post<Chat>(CHATS_PATH, {})
      keepChat(client, chat, user.id)
      client.setQueryData<Chat[]>(ownChatsQuery.queryKey, (old) => [
        chat,
        ...(old ?? []).filter((one) => one.id !== chat.id),
      ])
      onOpen(chat.id)
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page className="max-w-3xl">
      <section className="flex flex-col items-start gap-3">
        <h2 className="text-xl font-semibold">{t('chat.title')}</h2>
        <p className="max-w-[60ch] text-muted">{t('chat.intro')}</p>
        <Button kind="primary" size="lg" busy={busy} onClick={() => void begin()}>
          <MessageCircle aria-hidden />
          {t('chat.begin')}
        </Button>
        <InlineFailure error={failure} />
      </section>
      {earlier.length > 0 ? (
        <section aria-labelledby="earlier-chats" className="flex flex-col gap-1">
          <h2 id="earlier-chats" className="text-lg font-semibold">
            {t('chat.earlier')}
          </h2>
          <ul className="-mx-3">
            {earlier.map((chat) => (
              <li key={chat.id} className="border-b border-line last:border-b-0">
                <Link
                  to="/chat/{-$chatId}"
                  params={{ chatId: String(chat.id) }}
                  data-row
                  className="flex min-h-12 items-center gap-3 px-3 py-2 -outline-offset-2 hover:bg-hover"
                >
                  <span className="min-w-0 flex-1 truncate" dir="auto">
                    {chat.last_message?.content ?? t('chat.nothingSaid')}
                  </span>
                  <span className="text-sm text-muted">
                    <RelativeTime value={chat.last_message_at ?? chat.created_at} plain />
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Page>
  )
}
