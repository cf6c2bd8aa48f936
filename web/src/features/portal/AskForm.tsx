import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachButton, UploadList } from '@/features/attachments/Attachments'
import { chooseFiles, filesOf, type Upload, uploadsOf } from '@/features/attachments/uploads'
import { useSession } from '@/features/session/context'
import { putTicket } from '@/features/tickets/cache'
import { PRIORITY_LOOKS } from '@/features/tickets/labels'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { useErrorText } from '@/hooks/useErrorText'
import { useStore } from '@/hooks/useStore'
import { outbox } from '@/services/outbox'
import { PRIORITIES, type Priority, type Ticket } from '@/services/types'
import { Button, cn, Field, InlineFailure, Input, Kbd, Select, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import { Answers } from './Answers'
import { ASK_PATH, ASK_THREAD, ask, portalKeys, postMessage } from './queries'
import { descriptionOf } from './words'

const LONGEST_TITLE = 200

/** Sends the files of a request that was just made; tells which ones didn't arrive. */
async function sendFiles(ticketId: number, files: Upload[], words: (names: string) => string) {
  const refused: { name: string; error: unknown }[] = []
  const arrived: { id: number; name: string }[] = []
  // One after the other: a phone's connection is narrow.
  for (const file of files) {
    try {
      arrived.push(await file.sendTo({ ticket_id: ticketId }))
    } catch (error) {
      refused.push({ name: file.name, error })
    }
  }
  if (arrived.length > 0) {
    const names = arrived.map((each) => each.name).join(', ')
    await postMessage({
      ticket_id: ticketId,
      content: words(names),
      attachment_ids: arrived.map((each) => each.id),
    })
  }
  return refused
}

/** One big field; the rest of the form comes when it is used. What was typed stays until it is sent. */
export function AskForm() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const errorText = useErrorText()
  const { user } = useSession()
  const ids = useId()
  const field = useRef<HTMLInputElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const [title, setTitle] = useDraft('ask:title')
  const [description, setDescription] = useDraft('ask:description')
  const [priority, setPriority] = useDraft('ask:priority')
  const files = useStore(uploadsOf(ASK_THREAD))
  const [opened, setOpened] = useState(false)
  const [busy, setBusy] = useState(false)
  const [missing, setMissing] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  // One request keeps one key through all tries: an answer lost on the way makes no second one.
  const attempt = useRef<{ text: string; key: string }>({ text: '', key: '' })
  const open = opened || title !== '' || description !== '' || files.length > 0

  useCommand({
    id: 'portal.ask',
    group: t('portal.commands'),
    label: t('portal.new'),
    key: 'n',
    run: () => field.current?.focus(),
  })

  const add = (more: File[]) => {
    if (more.length === 0) return
    setOpened(true)
    chooseFiles(ASK_THREAD, more)
  }
  const clear = () => {
    setTitle('')
    setDescription('')
    setPriority('')
    uploadsOf(ASK_THREAD).set([])
    setOpened(false)
  }

  async function deliver(): Promise<void> {
    const request = {
      title: title.trim(),
      description: descriptionOf(title, description),
      priority: (priority || 'medium') as Priority,
    }
    if (files.length === 0) {
      const answer = await outbox.post<Ticket>(ASK_PATH, request, { thread: ASK_THREAD })
      clear()
      if (!answer.sent) {
        toast.info(t('portal.keptForLater'))
        return
      }
      await arrived(answer.data)
      return
    }
    const text = JSON.stringify(request)
    if (attempt.current.text !== text) attempt.current = { text, key: crypto.randomUUID() }
    const ticket = await ask(request, attempt.current.key)
    const refused = await sendFiles(ticket.id, files, (names) => t('portal.filesMessage', { names }))
    clear()
    for (const { name, error } of refused) {
      toast.error(t('portal.fileFailed', { name }), { description: errorText(error), duration: 15_000 })
    }
    await arrived(ticket)
  }

  async function arrived(ticket: Ticket): Promise<void> {
    putTicket(client, ticket, user.id)
    void client.invalidateQueries({ queryKey: portalKeys.stats })
    await navigate({ to: '/requests/$ticketId', params: { ticketId: ticket.id } })
  }

  const send = async () => {
    if (!title.trim()) {
      setMissing(true)
      field.current?.focus()
      return
    }
    setBusy(true)
    setFailure(null)
    try {
      await deliver()
    } catch (error) {
      setFailure(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form
      ref={form}
      noValidate
      aria-label={t('portal.new')}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send()
        if (event.key === 'Escape' && !title && !description && files.length === 0) setOpened(false)
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        add(filesOf(event.dataTransfer))
      }}
      onPaste={(event) => {
        const pasted = filesOf(event.clipboardData)
        if (pasted.length > 0) event.preventDefault()
        add(pasted)
      }}
      className="flex flex-col gap-3"
    >
      <h2 className="text-xl font-semibold">
        <label htmlFor={`${ids}-ask`}>{t('portal.ask')}</label>
      </h2>
      <div>
        <Input
          ref={field}
          id={`${ids}-ask`}
          dir="auto"
          value={title}
          maxLength={LONGEST_TITLE}
          autoComplete="off"
          enterKeyHint="next"
          placeholder={t('portal.askHint')}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? `${ids}-missing` : undefined}
          onFocus={() => setOpened(true)}
          onChange={(event) => {
            setTitle(event.target.value)
            setMissing(false)
          }}
          // Enter goes on to the description: half a sentence is sent too easily.
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing)
              return
            event.preventDefault()
            form.current?.querySelector('textarea')?.focus()
          }}
          className="h-12 px-3.5 text-lg pointer-coarse:h-14"
        />
        <p id={`${ids}-missing`} aria-live="polite" className="mt-1 text-sm text-urgent empty:hidden">
          {missing ? t('portal.askMissing') : null}
        </p>
      </div>
      <Answers text={title} onSolved={clear} />
      {open ? (
        <div className="flex animate-appear flex-col gap-3">
          <Field label={t('portal.more')} hint={t('portal.moreHint')}>
            {(control) => (
              <Textarea
                {...control}
                value={description}
                rows={4}
                maxLength={50_000}
                onChange={(event) => setDescription(event.target.value)}
                className="max-h-[50vh] min-h-24"
              />
            )}
          </Field>
          <UploadList thread={ASK_THREAD} />
          <InlineFailure error={failure} />
          <div className="flex flex-wrap items-center gap-2">
            <Urgency value={(priority || 'medium') as Priority} onChange={setPriority} />
            <AttachButton withLabel onFiles={add} />
            <Button
              type="submit"
              kind="primary"
              size="lg"
              busy={busy}
              className="ms-auto max-sm:w-full max-sm:justify-center"
            >
              {busy && files.length > 0 ? t('portal.sending') : t('portal.send')}
              <span className={cn('hidden opacity-80 md:inline pointer-coarse:hidden')} aria-hidden>
                <Kbd keys="mod+Enter" />
              </span>
            </Button>
          </div>
        </div>
      ) : null}
    </form>
  )
}

function Urgency({ value, onChange }: { value: Priority; onChange: (value: Priority) => void }) {
  const { t } = useTranslation()
  return (
    <Select
      aria-label={t('portal.urgencyLabel')}
      className="w-52"
      value={value}
      onChange={onChange}
      options={PRIORITIES.map((each) => {
        const { icon: Icon, className } = PRIORITY_LOOKS[each]
        return {
          value: each,
          label: t(`portal.urgency.${each}`),
          icon: <Icon className={cn('size-4', className)} aria-hidden />,
        }
      })}
    />
  )
}
