import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AttachButton, UploadList } from '@/features/attachments/Attachments'
import { addFiles, filesOf, uploadsOf } from '@/features/attachments/uploads'
import { threadOf, useSay } from '@/features/chats/send'
import { sayTyping } from '@/features/thread/presence'
import { useCommand } from '@/hooks/useCommand'
import { useDraft } from '@/hooks/useDraft'
import { useLiveState } from '@/hooks/useLive'
import { useStore } from '@/hooks/useStore'
import { Button, InlineFailure, Textarea } from '@/ui'

export function OwnComposer({ chatId }: { chatId: number }) {
  const { t } = useTranslation()
  const say = useSay(chatId)
  const offline = useLiveState() === 'offline'
  const [text, setText] = useDraft(`chat:${chatId}`)
  const [failure, setFailure] = useState<unknown>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const thread = threadOf(chatId)
  const place = { kind: 'conversation', id: chatId } as const
  const uploads = useStore(uploadsOf(thread))
  const ready = uploads.flatMap((each) => (each.attachment ? [each.attachment] : []))
  const sendable = (text.trim() !== '' || ready.length > 0) && uploads.every((each) => each.state === 'done')
  const add = (files: File[]) => addFiles(thread, { conversation_id: chatId }, files)
  useCommand({
    id: 'portal.reply',
    group: t('portal.commands'),
    label: t('chat.write'),
    key: 'r',
    run: () => field.current?.focus(),
  })
  const send = async () => {
    if (!sendable) return
    const content = text.trim() || ready.map((file) => file.name).join('\n')
    const files = uploads
    setFailure(null)
    setText('')
    uploadsOf(thread).set([])
    sayTyping(place, false)
    field.current?.focus()
    try {
      await say(content, false, ready)
    } catch (error) {
      setText([content, field.current?.value].filter(Boolean).join('\n'))
      uploadsOf(thread).set(files)
      setFailure(error)
    }
  }
  return (
    <form
      aria-label={t('chat.write')}
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
      <Textarea
        ref={field}
        aria-label={t('chat.field')}
        placeholder={t('chat.field')}
        rows={2}
        maxLength={10_000}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          sayTyping(place, event.target.value !== '')
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault()
            void send()
          }
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
        <Button type="submit" kind="primary" disabled={!sendable} title="Enter">
          {t('portal.sendReply')}
        </Button>
      </div>
    </form>
  )
}
