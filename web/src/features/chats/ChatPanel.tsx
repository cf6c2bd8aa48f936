import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FileText, Phone, Video } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TicketStatusPill } from '@/features/tickets/labels'
import { useDraft } from '@/hooks/useDraft'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import { http } from '@/services/http'
import type { Chat, CustomerCard } from '@/services/types'
import { Avatar, Button, cn, InlineFailure, Loading, PanelPart, RelativeTime, Skeleton, Textarea } from '@/ui'
import { clock } from './events'
import { HandoverPart } from './Handover'
import { chatKeys, customerQuery, summaryQuery } from './queries'
import { ChatState, useLanguageName } from './words'

const OTHERS = 5
const row = 'flex min-h-7 items-center gap-1.5 rounded-md px-1.5 hover:bg-hover pointer-coarse:min-h-11'

/** Asked for, not made unasked: it may cost the organisation something. */
function SummaryPart({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<number | null>(null)
  const query = useQuery({
    ...summaryQuery(chat.id, asked ?? 0),
    enabled: asked !== null,
  })
  const stale = asked !== null && asked !== chat.message_count
  return (
    <PanelPart title={t('chats.summary')}>
      {query.data ? (
        <p className="whitespace-pre-line [overflow-wrap:anywhere]" dir="auto">
          {query.data.text || t('chats.summaryEmpty')}
        </p>
      ) : null}
      {asked !== null && query.isPending ? (
        <Loading className="flex flex-col gap-2">
          <Skeleton className="w-full" />
          <Skeleton className="w-2/3" />
        </Loading>
      ) : null}
      {query.isError ? <InlineFailure error={query.error} /> : null}
      {asked === null || stale || query.isError ? (
        <Button
          size="sm"
          className={cn((query.data || query.isError) && 'mt-2')}
          disabled={chat.message_count === 0}
          onClick={() => (query.isError ? void query.refetch() : setAsked(chat.message_count))}
        >
          <FileText aria-hidden />
          {stale ? t('chats.summariseAnew') : t('chats.summarise')}
        </Button>
      ) : null}
    </PanelPart>
  )
}

function Facts({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const format = useFormat()
  const languageName = useLanguageName()
  const until = chat.ended_at ?? new Date(serverNow()).toISOString()
  const facts = [
    { name: t('chats.fact.state'), value: <ChatState chat={chat} /> },
    { name: t('chats.fact.channel'), value: t(`chats.channel.${chat.channel}`) },
    { name: t('chats.fact.language'), value: languageName(chat.language) ?? t('chats.unknown') },
    { name: t('chats.fact.began'), value: <RelativeTime value={chat.created_at} /> },
    {
      name: t('chats.fact.lasts'),
      value: format.minutes(
        Math.max(0, Math.round((Date.parse(until) - Date.parse(chat.created_at)) / 60_000)),
      ),
    },
    { name: t('chats.fact.messages'), value: format.number(chat.message_count) },
  ]
  return (
    <PanelPart title={t('chats.facts')}>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        {facts.map((fact) => (
          <div key={fact.name} className="contents">
            <dt className="text-sm text-muted">{fact.name}</dt>
            <dd className="min-w-0 truncate">{fact.value}</dd>
          </div>
        ))}
      </dl>
    </PanelPart>
  )
}

function Notes({ customerId, notes }: { customerId: number; notes: CustomerCard['notes'] }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [text, setText] = useDraft(`note:customer:${customerId}`)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const add = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const note = await http.post<CustomerCard['notes'][number]>(`/api/app/customers/${customerId}/notes`, {
        content: text.trim(),
      })
      client.setQueryData<CustomerCard>(chatKeys.customer(customerId), (old) =>
        old ? { ...old, notes: [note, ...old.notes] } : old,
      )
      setText('')
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <PanelPart title={t('chats.notes')}>
      <form
        className="flex flex-col items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim()) void add()
        }}
      >
        <Textarea
          aria-label={t('chats.noteField')}
          placeholder={t('chats.noteField')}
          rows={2}
          value={text}
          maxLength={5000}
          onChange={(event) => setText(event.target.value)}
        />
        {failure ? <p className="text-sm text-urgent">{errorText(failure)}</p> : null}
        {text.trim() ? (
          <Button type="submit" size="sm" busy={busy}>
            {t('thread.saveNote')}
          </Button>
        ) : null}
      </form>
      <ul className="mt-2 flex flex-col gap-2">
        {notes.map((note) => (
          <li key={note.id} className="rounded-md bg-waiting-soft px-2 py-1.5">
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]" dir="auto">
              {note.content}
            </p>
            <p className="text-sm text-muted">
              {note.author ? <bdi>{note.author.full_name}</bdi> : t('chats.unknown')} ·{' '}
              <RelativeTime value={note.created_at} />
            </p>
          </li>
        ))}
      </ul>
    </PanelPart>
  )
}

/** The same person's other chats, tickets and calls. */
function History({ card, chat }: { card: CustomerCard; chat: Chat }) {
  const { t } = useTranslation()
  const chats = card.conversations.filter((one) => one.id !== chat.id).slice(0, OTHERS)
  const calls = card.sessions.filter((one) => one.type !== 'chat').slice(0, OTHERS)
  return (
    <>
      <PanelPart title={t('chats.tickets')}>
        {card.tickets.length === 0 ? <p className="text-sm">{t('chats.noTickets')}</p> : null}
        <ul className="-mx-1.5">
          {card.tickets.slice(0, OTHERS).map((ticket) => (
            <li key={ticket.id}>
              <Link to="/tickets/{-$ticketId}" params={{ ticketId: String(ticket.id) }} className={row}>
                <span className="min-w-0 flex-1 truncate" dir="auto">
                  {ticket.title}
                </span>
                <TicketStatusPill status={ticket.status} />
              </Link>
            </li>
          ))}
        </ul>
      </PanelPart>
      <PanelPart title={t('chats.otherChats')}>
        {chats.length === 0 ? <p className="text-sm">{t('chats.noOthers')}</p> : null}
        <ul className="-mx-1.5">
          {chats.map((one) => (
            <li key={one.id}>
              <Link
                to="/chats/{-$chatId}"
                params={{ chatId: String(one.id) }}
                search={(old: object) => ({ ...old, details: undefined })}
                preload={false}
                className={row}
              >
                <span className="min-w-0 flex-1 truncate" dir="auto">
                  {one.last_message?.content ?? t('chats.nothingSaid')}
                </span>
                <span className="text-sm text-muted">
                  <RelativeTime value={one.last_message_at ?? one.created_at} plain />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </PanelPart>
      {calls.length > 0 ? (
        <PanelPart title={t('chats.calls')}>
          <ul className="flex flex-col gap-1">
            {calls.map((call) => {
              const Icon = call.type === 'video' ? Video : Phone
              return (
                <li key={call.id} className="flex items-center gap-1.5">
                  <Icon className="size-4 shrink-0 text-muted" aria-hidden />
                  <span className="min-w-0 flex-1 truncate">
                    {t(`chats.type.${call.type}`)}
                    {call.agent ? <bdi>, {call.agent.full_name}</bdi> : null}
                  </span>
                  <span className="text-sm text-muted">
                    {call.duration_seconds ? `${clock(call.duration_seconds)} · ` : null}
                    <RelativeTime value={call.created_at} plain />
                  </span>
                </li>
              )
            })}
          </ul>
        </PanelPart>
      ) : null}
    </>
  )
}

/** Who it is, what it is about, what was before, and what colleagues noted. */
export function ChatPanel({ chat }: { chat: Chat }) {
  const { t } = useTranslation()
  const card = useQuery(customerQuery(chat.customer.id))
  return (
    <>
      <PanelPart title={t('chats.customer')}>
        <div className="flex items-center gap-2">
          <Avatar name={chat.customer.full_name} />
          <div className="min-w-0">
            <p className="truncate font-medium" dir="auto">
              {chat.customer.full_name}
            </p>
            {chat.customer.email ? (
              <a
                href={`mailto:${chat.customer.email}`}
                className="block truncate text-sm text-muted hover:underline"
              >
                {chat.customer.email}
              </a>
            ) : null}
          </div>
        </div>
      </PanelPart>
      <HandoverPart chat={chat} />
      <SummaryPart key={chat.id} chat={chat} />
      <Facts chat={chat} />
      {card.data ? (
        <>
          <Notes customerId={chat.customer.id} notes={card.data.notes} />
          <History card={card.data} chat={chat} />
        </>
      ) : card.isError ? (
        <div className="p-4">
          <InlineFailure error={card.error} />
        </div>
      ) : (
        <Loading className="flex flex-col gap-2 p-4">
          <Skeleton className="w-1/3" />
          <Skeleton className="w-full" />
          <Skeleton className="w-2/3" />
        </Loading>
      )}
    </>
  )
}
