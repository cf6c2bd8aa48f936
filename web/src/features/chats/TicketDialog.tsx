import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '@/services/types'
import { Field, FormDialog, Input, Textarea } from '@/ui'

/** A chat becomes a ticket: what was said comes along, so only the title and the reason are asked for. */
export function TicketDialog({
  chat,
  busy,
  onClose,
  onMake,
}: {
  chat: Chat
  busy: boolean
  onClose: () => void
  onMake: (title: string, reason: string) => void
}) {
  const { t } = useTranslation()
  const [title, setTitle] = useState('')
  const [reason, setReason] = useState('')
  return (
    <FormDialog
      title={t('chats.ticketTitle', { name: chat.customer_name })}
      description={t('chats.ticketText')}
      action={t('chats.makeTicket')}
      busy={busy}
      onClose={onClose}
      onSubmit={() => onMake(title.trim(), reason.trim())}
    >
      <Field label={t('chats.ticketName')} hint={t('chats.ticketNameHint')}>
        {(control) => (
          <Input
            {...control}
            value={title}
            maxLength={200}
            dir="auto"
            onChange={(event) => setTitle(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('chats.ticketReason')}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={reason}
            maxLength={1000}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </FormDialog>
  )
}
