import { CheckCheck, Send } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachButton, UploadList } from '@/features/attachments/Attachments'
import { addFiles, uploadsOf } from '@/features/attachments/uploads'
import { countUse, Suggestions } from '@/features/chats/Suggestions'
import { useSession } from '@/features/session/context'
import { useChangeTicket } from '@/features/tickets/change'
import { ticketSuggestionsQuery } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { useFormat } from '@/hooks/useFormat'
import { useLiveState } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import type { Suggestion, TicketDetail } from '@/services/types'
import { Button, cn, InlineFailure } from '@/ui'
import { toast } from '@/ui/toast'
import { KindToggle } from './KindToggle'
import type { Pending } from './pending'
import { sayTyping } from './presence'
import { threadOf, useSend } from './send'
import { saidSince } from './timeline'

/** The requester's last words, 0 for those the ticket was opened with; null once somebody has answered. */
function askedLast({ messages, status }: TicketDetail): number | null {
  if (status !== 'open' && status !== 'in_progress') return null
  const last = messages.findLast((one) => !one.internal)
  if (!last) return 0
  return last.sender.role === 'customer' ? last.id : null
}

const FINAL: readonly string[] = ['closed', 'cancelled']

/** Others spoke while one was writing. What to do is the writer's to say. */
function Meanwhile({ names, onShow }: { names: string[]; onShow: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <div role="status">
      {names.length > 0 ? (
        <p className="flex flex-wrap items-center gap-x-3 border-b border-line bg-info-soft px-3 py-1.5">
          <span className="min-w-0 flex-1">
            {t('thread.answeredMeanwhile', { names: format.list(names) })}
          </span>
          <Button size="sm" onClick={onShow}>
            {t('thread.show')}
          </Button>
        </p>
      ) : null}
    </div>
  )
}

export function Composer({
  ticket,
  onPending,
  onShow,
  onSent,
}: {
  ticket: TicketDetail
  /** What is on its way, to be shown in the thread; null when it arrived or came back. */
  onPending: (pending: Pending | null) => void
  onShow: (messageId: number) => void
  onSent: () => void
}) {
  const { t } = useTranslation()
  const { user } = useSession()
  const offline = useLiveState() === 'offline'
  const change = useChangeTicket()
  const send = useSend(ticket)
  const { id } = ticket
  const [text, setText] = useDraft(`reply:${id}`)
  const [kind, setKind] = useDraft(`reply-kind:${id}`)
  const [base, setBase] = useDraft(`reply-base:${id}`)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const [dragging, setDragging] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const box = useRef<HTMLElement>(null)
  /** What was put into the field: whether it is sent as it was tells whether it was good. */
  const taken = useRef<Suggestion | null>(null)
  const uploads = useStore(uploadsOf(threadOf(id)))
  const ready = uploads.flatMap((each) => (each.attachment ? [each.attachment] : []))
  // Nor without a file that failed: whoever wrote "see the file" has to decide about it first.
  const unready = uploads.some((each) => each.state !== 'done')
  const noReply = FINAL.includes(ticket.status)
  const internal = kind === 'note' || noReply
  const lastId = ticket.messages.at(-1)?.id ?? 0
  const since = text && base && !internal ? saidSince(ticket.messages, Number(base), user.id) : []
  const empty = !text.trim() && ready.length === 0

  const write = (next: string) => {
    if (!text && next) setBase(String(lastId))
    if (!next) {
      setBase('')
      taken.current = null
    }
    setText(next)
    sayTyping({ kind: 'ticket', id }, next !== '' && !internal)
  }
  const focus = (asNote: boolean) => {
    if (!asNote && noReply) return
    setKind(asNote ? 'note' : '')
    field.current?.focus()
  }
  const submit = async (resolve: boolean) => {
    if (empty || unready || busy) return
    const content = text.trim() || ready.map((file) => file.name).join('\n')
    const seen = since.length > 0 ? lastId : Number(base || lastId)
    setBusy(true)
    setFailure(null)
    const written = { text, base: String(seen), uploads }
    const used = internal ? null : taken.current
    uploadsOf(threadOf(id)).set([])
    setText('')
    setBase('')
    sayTyping({ kind: 'ticket', id }, false)
    onPending({ content, internal, attachments: ready, after: lastId })
    const back = () => {
      setText(written.text)
      setBase(written.base)
      uploadsOf(threadOf(id)).set(written.uploads)
    }
    try {
      const attachmentIds = ready.map((file) => file.id)
      const outcome = await send({ content, internal, attachmentIds, base: seen })
      if (outcome === 'answered') back()
      if (outcome === 'sent' && resolve) await change(ticket, { status: 'resolved' })
      if (outcome === 'kept' && resolve) toast.info(t('thread.resolveLater'))
      if (outcome !== 'answered') {
        if (used) countUse(ticket.conversation_id, used, content === used.text.trim() ? 'send' : 'edit')
        taken.current = null
        onSent()
      }
    } catch (error) {
      back()
      setFailure(error)
    } finally {
      onPending(null)
      setBusy(false)
      // The pressed button is disabled now and has lost the focus, or swallows every key.
      const focused = document.activeElement
      const here = field.current?.closest('section')
      if (focused === document.body || here?.contains(focused)) field.current?.focus()
    }
  }
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      void submit(event.shiftKey)
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      // To the conversation, which arrows can scroll; the next Escape goes back to the list.
      document.querySelector<HTMLElement>('[role="log"]')?.focus()
    }
  }
  const insert = (suggestion: Suggestion) => {
    taken.current = suggestion
    countUse(ticket.conversation_id, suggestion, 'insert')
    setKind('')
    write(text.trim() ? `${text.trimEnd()}\n${suggestion.text}` : suggestion.text)
    field.current?.focus()
  }
  const add = (files: Iterable<File>) => addFiles(threadOf(id), { ticket_id: id }, files)
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    add(event.clipboardData.files)
  }

  const asked = askedLast(ticket)
  const group = t('ticket.commands')
  useCommand(
    noReply
      ? null
      : { id: 'ticket.reply', group, label: t('thread.reply'), key: 'r', run: () => focus(false) },
  )
  useCommand({ id: 'ticket.note', group, label: t('thread.note'), key: 'n', run: () => focus(true) })
  useCommand({
    id: 'ticket.attach',
    group,
    label: t('files.add'),
    run: () => box.current?.querySelector<HTMLElement>('[data-attach]')?.click(),
  })

  const label = internal ? t('thread.noteField') : t('thread.replyField', { name: ticket.customer.full_name })
  const action = internal
    ? t('thread.saveNote')
    : since.length > 0
      ? t('thread.sendAnyway')
      : t('thread.send')
  return (
    <>
      {asked !== null && !internal ? (
        <Suggestions
          query={ticketSuggestionsQuery(id, asked)}
          messageId={asked}
          group={group}
          onInsert={insert}
        />
      ) : null}
      <section
        ref={box}
        aria-label={t('thread.composer')}
        data-testid="composer"
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return
          event.preventDefault()
          setDragging(true)
        }}
        onDragLeave={() => setDragging(false)}
        onDrop={(event) => {
          setDragging(false)
          if (event.dataTransfer.files.length === 0) return
          event.preventDefault()
          add(event.dataTransfer.files)
        }}
        className={cn(
          'mx-3 mb-3 shrink-0 overflow-hidden rounded-md border border-line-strong focus-within:border-accent',
          internal ? 'bg-waiting-soft' : 'bg-surface',
          dragging && 'border-dashed border-accent bg-selected',
        )}
      >
        <Meanwhile
          names={[...new Set(since.map((message) => message.sender.full_name))]}
          onShow={() => onShow(since[0]?.id ?? 0)}
        />
        {noReply ? (
          <p className="flex flex-wrap items-center gap-x-3 border-b border-line px-3 py-1.5 text-sm">
            <span className="min-w-0 flex-1">
              {t('thread.final', { status: t(`ticket.status.${ticket.status}`) })}
            </span>
            <Button size="sm" onClick={() => void change(ticket, { status: 'open' })}>
              {t('tickets.reopen')}
            </Button>
          </p>
        ) : null}
        <div className="flex items-center gap-1 px-1.5 pt-1.5">
          <KindToggle
            internal={internal}
            noReply={noReply}
            onChange={(next) => {
              setKind(next ? 'note' : '')
              field.current?.focus()
            }}
          />
        </div>
        <textarea
          ref={field}
          dir="auto"
          rows={2}
          value={text}
          maxLength={50_000}
          aria-label={label}
          placeholder={dragging ? t('thread.drop') : label}
          onChange={(event) => write(event.target.value)}
          onBlur={() => sayTyping({ kind: 'ticket', id }, false)}
          onKeyDown={keys}
          onPaste={paste}
          className="block field-sizing-content max-h-[40vh] min-h-16 w-full resize-none bg-transparent px-3 py-2 outline-none placeholder:text-muted pointer-coarse:text-lg"
        />
        <UploadList thread={threadOf(id)} className="px-3 pb-2" />
        {failure ? (
          <div className="px-3 pb-2">
            <InlineFailure error={failure} />
          </div>
        ) : null}
        <div className="flex flex-wrap items-center gap-1.5 px-1.5 pb-1.5">
          <AttachButton disabled={offline} onFiles={add} />
          <span className="flex-1" />
          {internal ? null : (
            <Button disabled={empty || unready} onClick={() => void submit(true)} title="Ctrl+Shift+Enter">
              <CheckCheck aria-hidden />
              {t('thread.sendAndResolve')}
            </Button>
          )}
          <Button
            kind="primary"
            disabled={empty || unready}
            onClick={() => void submit(false)}
            title="Ctrl+Enter"
          >
            <Send aria-hidden className="rtl:-scale-x-100" />
            {action}
          </Button>
        </div>
      </section>
    </>
  )
}
