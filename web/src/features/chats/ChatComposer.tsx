import { Send } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachButton, UploadList } from '@/features/attachments/Attachments'
import { addFiles, uploadsOf } from '@/features/attachments/uploads'
import { KindToggle } from '@/features/thread/KindToggle'
import { sayTyping } from '@/features/thread/presence'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { useLiveState } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import type { Chat, Suggestion } from '@/services/types'
import { Button, cn, InlineFailure } from '@/ui'
import { suggestionsQuery } from './queries'
import { countUse, Suggestions } from './Suggestions'
import { threadOf, useSay } from './send'

/** Reply or note; Enter sends, as in any chat. */
export function ChatComposer({ chat, asked }: { chat: Chat; asked: number | null }) {
  const { t } = useTranslation()
  const offline = useLiveState() === 'offline'
  const { id } = chat
  const say = useSay(id)
  const [text, setText] = useDraft(`chat:${id}`)
  const [kind, setKind] = useDraft(`chat-kind:${id}`)
  const [failure, setFailure] = useState<unknown>(null)
  const [dragging, setDragging] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const box = useRef<HTMLElement>(null)
  /** What was put into the field: whether it is sent as it was tells whether it was good. */
  const taken = useRef<Suggestion | null>(null)
  const thread = threadOf(id)
  const uploads = useStore(uploadsOf(thread))
  const ready = uploads.flatMap((each) => (each.attachment ? [each.attachment] : []))
  const unready = uploads.some((each) => each.state !== 'done')
  const internal = kind === 'note'
  const empty = !text.trim() && ready.length === 0
  const place = { kind: 'conversation', id } as const
  const addAll = (files: Iterable<File>) => addFiles(thread, { conversation_id: id }, files)

  const write = (next: string) => {
    setText(next)
    if (!next) taken.current = null
    sayTyping(place, next !== '' && !internal)
  }
  const focus = (asNote: boolean) => {
    setKind(asNote ? 'note' : '')
    field.current?.focus()
  }
  const deliver = async (content: string, used: Suggestion | null) => {
    setFailure(null)
    const files = uploads
    uploadsOf(thread).set([])
    sayTyping(place, false)
    try {
      const message = await say(content, internal, ready)
      if (used) countUse(id, used, content === used.text.trim() ? 'send' : 'edit', message?.id)
    } catch (error) {
      // What was written since stays too.
      setText([content, field.current?.value].filter(Boolean).join('\n'))
      uploadsOf(thread).set(files)
      setFailure(error)
    }
  }
  const submit = () => {
    if (empty || unready) return
    const content = text.trim() || ready.map((file) => file.name).join('\n')
    const used = internal ? null : taken.current
    setText('')
    taken.current = null
    void deliver(content, used)
    field.current?.focus()
  }
  const insert = (suggestion: Suggestion) => {
    taken.current = suggestion
    countUse(id, suggestion, 'insert')
    setKind('')
    setText(text.trim() ? `${text.trimEnd()}\n${suggestion.text}` : suggestion.text)
    field.current?.focus()
  }
  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      submit()
    }
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      document.querySelector<HTMLElement>('[role="log"]')?.focus()
    }
  }
  const paste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    addAll(event.clipboardData.files)
  }
  // The caret stands behind what was put in.
  useEffect(() => {
    const element = field.current
    if (element && taken.current && document.activeElement === element) {
      element.setSelectionRange(text.length, text.length)
    }
  }, [text])

  const group = t('chats.commands')
  useCommand({ id: 'chat.reply', group, label: t('thread.reply'), key: 'r', run: () => focus(false) })
  useCommand({ id: 'chat.note', group, label: t('thread.note'), key: 'n', run: () => focus(true) })
  useCommand({
    id: 'chat.attach',
    group,
    label: t('files.add'),
    run: () => box.current?.querySelector<HTMLElement>('[data-attach]')?.click(),
  })

  const label = internal ? t('thread.noteField') : t('thread.replyField', { name: chat.customer_name })
  return (
    <>
      {asked !== null && !internal ? (
        <Suggestions
          query={suggestionsQuery(id, asked)}
          messageId={asked}
          group={group}
          onInsert={insert}
          onSend={(suggestion) => void deliver(suggestion.text.trim(), suggestion)}
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
          addAll(event.dataTransfer.files)
        }}
        className={cn(
          'mx-3 mb-3 shrink-0 overflow-hidden rounded-md border border-line-strong focus-within:border-accent',
          internal ? 'bg-waiting-soft' : 'bg-surface',
          dragging && 'border-dashed border-accent bg-selected',
        )}
      >
        <textarea
          ref={field}
          dir="auto"
          rows={2}
          value={text}
          maxLength={10_000}
          aria-label={label}
          placeholder={dragging ? t('thread.drop') : label}
          onChange={(event) => write(event.target.value)}
          onBlur={() => sayTyping(place, false)}
          onKeyDown={keys}
          onPaste={paste}
          className="block field-sizing-content max-h-[30vh] min-h-14 w-full resize-none bg-transparent px-3 py-2 outline-none placeholder:text-muted pointer-coarse:text-lg"
        />
        <UploadList thread={thread} className="px-3 pb-2" />
        {failure ? (
          <div className="px-3 pb-2">
            <InlineFailure error={failure} />
          </div>
        ) : null}
        <div className="flex flex-wrap items-center gap-1.5 px-1.5 pb-1.5">
          <KindToggle
            internal={internal}
            noReply={false}
            onChange={(next) => {
              setKind(next ? 'note' : '')
              field.current?.focus()
            }}
          />
          <AttachButton disabled={offline} onFiles={addAll} />
          <span className="flex-1" />
          <Button kind="primary" disabled={empty || unready} onClick={submit} title="Enter">
            <Send aria-hidden className="rtl:-scale-x-100" />
            {internal ? t('thread.saveNote') : t('thread.send')}
          </Button>
        </div>
      </section>
    </>
  )
}
