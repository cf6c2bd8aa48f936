import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { chatQuery } from '@/features/chats/queries'
import { BeginChat } from '@/features/own-chat/BeginChat'
import { OwnChat } from '@/features/own-chat/OwnChat'
import { openOf, ownChatsQuery } from '@/features/own-chat/queries'
import type { Chat } from '@/services/types'
import { Button, Failure, Loading, Skeleton } from '@/ui'

const route = getRouteApi('/app/chat/{-$chatId}')

function Waiting() {
  return (
    <Loading className="mx-auto flex w-full max-w-3xl flex-col gap-4 p-6">
      <Skeleton className="h-7 w-1/3" />
      <Skeleton className="h-16 w-2/3" />
    </Loading>
  )
}

/** The chat one is in, or the way to begin one; an address with a number opens that one. */
export function ChatPage() {
  const { chatId } = route.useParams()
  return chatId ? <One id={Number(chatId)} /> : <Current />
}

function Current() {
  const navigate = route.useNavigate()
  const own = useQuery(ownChatsQuery)
  if (own.isPending) return <Waiting />
  if (own.isError && !own.data) return <Failure error={own.error} onRetry={() => void own.refetch()} />
  const chats: Chat[] = own.data ?? []
  const open = openOf(chats)
  if (open) return <OwnChat key={open.id} chat={open} />
  const show = (id: number) => void navigate({ params: { chatId: String(id) } })
  return <BeginChat earlier={chats} onOpen={show} />
}

function One({ id }: { id: number }) {
  const { t } = useTranslation()
  const query = useQuery(chatQuery(id))
  if (query.data) return <OwnChat key={id} chat={query.data} />
  if (query.isError) {
    return (
      <div className="flex flex-col items-center gap-2">
        <Failure error={query.error} onRetry={() => void query.refetch()} />
        <Button asChild kind="quiet">
          <Link to="/chat/{-$chatId}" params={{}}>
            <ArrowLeft aria-hidden className="rtl:rotate-180" />
            {t('chat.all')}
          </Link>
        </Button>
      </div>
    )
  }
  return <Waiting />
}
