import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachButton, UploadList } from '@/features/attachments/Attachments'
import { addFiles, filesOf, uploadsOf } from '@/features/attachments/uploads'
import { useSession } from '@/features/session/context'
import { putMessage, putTicket } from '@/features/tickets/cache'
import { ticketKeys } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { useLiveState } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import { setViewing } from '@/services/live'
import { outbox } from '@/services/outbox'
import type { Message, Ticket } from '@/services/types'
import { Button, InlineFailure, Kbd, Textarea } from '@/ui'
import { portalKeys, setStatus } from './queries'
import { isOver } from './words'

/** Stops saying "is typing" when no key was pressed for a while. */
const TYPING_MS = 4000

export function ReplyBox({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useDraft(`reply:${ticket.id}`)
  const thread = `ticket:${ticket.id}`
  const uploads = useStore(uploadsOf(thread))
  const attached = uploads.flatMap((each) => (each.attachment ? [each.attachment.id] : []))
  const add = (files: File[]) => addFiles(thread, { ticket_id: ticket.id }, files)
  const offline = useLiveState() === 'offline'
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined)
  const over = isOver(ticket)
  const final = ticket.status === 'closed' || ticket.status === 'cancelled'

  useCommand({
    id: 'portal.reply',
    group: t('portal.commands'),
    label: t('portal.reply'),
    key: 'r',
    run: () => field.current?.focus(),
  })
  useEffect(() => {
    setViewing({ kind: 'ticket', id: ticket.id })
    return () => {
      clearTimeout(typing.current)
      setViewing(null)
    }
  }, [ticket.id])

  const sayTyping = () => {
    const place = { kind: 'ticket', id: ticket.id } as const
    setViewing(place, true)
    clearTimeout(typing.current)
    typing.current = setTimeout(() => setViewing(place), TYPING_MS)
  }

  const sendable =
    (text.trim() !== '' || attached.length > 0) && uploads.every((each) => each.state === 'done')
  const send = async () => {
    if (!sendable || busy) return
    setBusy(true)
    setFailure(null)
    try {
      // What is closed takes no words until it is open again.
      if (final) putTicket(client, await setStatus(ticket.id, 'open'), user.id)
      const names = uploads.map((each) => each.name).join(', ')
      const content = text.trim() || t('portal.filesMessage', { names })
      const answer = await outbox.post<Message>(
        '/api/messages',
        { ticket_id: ticket.id, content, ...(attached.length > 0 && { attachment_ids: attached }) },
        { thread },
      )
      if (answer.sent) putMessage(client, answer.data, user)
      setText('')
      uploadsOf(thread).set([])
      clearTimeout(typing.current)
      setViewing({ kind: 'ticket', id: ticket.id })
      if (over && answer.sent) {
        // A reply opens it again, and the pages of numbers change with it.
        void client.invalidateQueries({ queryKey: ticketKeys.detail(ticket.id) })
        void client.invalidateQueries({ queryKey: portalKeys.stats })
      }
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
      field.current?.focus()
    }
  }

  return (
    <form
      aria-label={t('portal.reply')}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        add(filesOf(event.dataTransfer))
      }}
      className="flex flex-col gap-2"
    >
      {over ? <p className="text-sm text-muted">{t('portal.replyReopens')}</p> : null}
      <Textarea
        ref={field}
        aria-label={t('portal.replyText')}
        placeholder={t('portal.replyHint')}
        rows={2}
        maxLength={50_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          sayTyping()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
          if (event.key === 'Escape') event.currentTarget.blur()
        }}
        onPaste={(event) => {
          const pasted = filesOf(event.clipboardData)
          if (pasted.length === 0) return
          event.preventDefault()
          add(pasted)
        }}
        className="max-h-[40vh] min-h-14"
      />
      <UploadList thread={thread} />
      <InlineFailure error={failure} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <AttachButton withLabel disabled={offline} onFiles={add} />
        <Button type="submit" kind="primary" busy={busy} disabled={!sendable}>
          {t('portal.sendReply')}
          <span className="hidden md:inline pointer-coarse:hidden" aria-hidden>
            <Kbd keys="mod+Enter" />
          </span>
        </Button>
      </div>
    </form>
  )
}
