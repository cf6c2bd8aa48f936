import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { putMessage, putTicket } from '@/features/tickets/cache'
import { ticketKeys } from '@/features/tickets/queries'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { setViewing } from '@/services/live'
import { outbox } from '@/services/outbox'
import type { Message, Ticket } from '@/services/types'
import { Button, InlineFailure, Kbd, Textarea } from '@/ui'
import { AttachButton, ChosenFiles, filesOf } from './Files'
import { portalKeys, setStatus } from './queries'
import { useUploads } from './useUploads'
import { isOver } from './words'

/** Stops saying "is typing" when no key was pressed for a while. */
const TYPING_MS = 4000

export function ReplyBox({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { user } = useSession()
  const field = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useDraft(`reply:${ticket.id}`)
  const uploads = useUploads(ticket.id)
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
    setViewing(ticket.id)
    return () => {
      clearTimeout(typing.current)
      setViewing(null)
    }
  }, [ticket.id])

  const sayTyping = () => {
    setViewing(ticket.id, true)
    clearTimeout(typing.current)
    typing.current = setTimeout(() => setViewing(ticket.id), TYPING_MS)
  }

  const sendable = (text.trim() !== '' || uploads.ids.length > 0) && uploads.settled
  const send = async () => {
    if (!sendable || busy) return
    setBusy(true)
    setFailure(null)
    try {
      // What is closed takes no words until it is open again.
      if (final) putTicket(client, await setStatus(ticket.id, 'open'), user.id)
      const names = uploads.files.map((each) => each.file.name).join(', ')
      const content = text.trim() || t('portal.filesMessage', { names })
      const answer = await outbox.post<Message>(
        '/api/messages',
        { ticket_id: ticket.id, content, ...(uploads.ids.length > 0 && { attachment_ids: uploads.ids }) },
        { thread: `ticket:${ticket.id}` },
      )
      if (answer.sent) putMessage(client, answer.data, user)
      setText('')
      uploads.clear()
      clearTimeout(typing.current)
      setViewing(ticket.id)
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
        void uploads.add(filesOf(event.dataTransfer))
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
          void uploads.add(pasted)
        }}
        className="max-h-[40vh] min-h-14"
      />
      <ChosenFiles files={uploads.files} onRemove={uploads.remove} onRetry={uploads.retry} />
      <InlineFailure error={failure} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <AttachButton onFiles={(picked) => void uploads.add(picked)} />
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
