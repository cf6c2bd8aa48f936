import { useQuery } from '@tanstack/react-query'
import { ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Chat, Handoff } from '@/services/types'
import { PanelPart } from '@/ui'
import { handoffQuery } from './queries'

/** Only a chat that waits or waited for a person was handed over: the others are not asked about. */
function useHandoff(chat: Chat): Handoff | undefined {
  const session = chat.session?.type === 'chat' ? chat.session : null
  const { data } = useQuery({ ...handoffQuery(chat.id, session?.id ?? 0), enabled: session !== null })
  return session ? data : undefined
}

function Story({ handoff }: { handoff: Handoff }) {
  const { t } = useTranslation()
  const parts = [
    { name: t('chats.handoff.reason'), text: handoff.reason },
    { name: t('chats.handoff.summary'), text: handoff.summary },
  ].filter(({ text }) => text)
  return (
    <dl className="flex flex-col gap-2">
      {parts.map(({ name, text }) => (
        <div key={name}>
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="whitespace-pre-line [overflow-wrap:anywhere]" dir="auto">
            {text}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Before one accepts: why a person is wanted, so that nobody has to ask the customer again. */
export function HandoverNote({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const handoff = useHandoff(chat)
  if (!handoff) return null
  return (
    <details
      // Read once it is accepted; one line is left.
      key={chat.state}
      open={chat.state === 'waiting'}
      className="group mx-3 mb-2 shrink-0 rounded-md border border-line bg-waiting-soft"
    >
      <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1.5 px-3 py-1 text-sm -outline-offset-2 pointer-coarse:min-h-11">
        <ChevronRight
          className="size-4 shrink-0 text-muted group-open:rotate-90 rtl:-scale-x-100"
          aria-hidden
        />
        <span className="min-w-0">
          {t('chats.handoff.title')}:{' '}
          <span className="text-muted">
            {t(`chats.handoff.because.${handoff.because as 'asked' | 'unsure'}`)}
          </span>
        </span>
      </summary>
      <div className="max-h-[15vh] overflow-y-auto px-3 pt-1 pb-2 md:max-h-[30vh]">
        <Story handoff={handoff} />
      </div>
    </details>
  )
}

export function HandoverPart({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const handoff = useHandoff(chat)
  if (!handoff) return null
  return (
    <PanelPart title={t('chats.handoff.title')}>
      <p className="mb-2">{t(`chats.handoff.because.${handoff.because as 'asked' | 'unsure'}`)}</p>
      <Story handoff={handoff} />
    </PanelPart>
  )
}
