import { Download, FileText, Paperclip, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { useStore } from '@/hooks/useStore'
import { ApiError } from '@/services/errors'
import { apiUrl } from '@/services/http'
import type { Attachment } from '@/services/types'
import { Button, cn, IconButton } from '@/ui'
import { removeUpload, type Upload, uploadsOf } from './uploads'

const SHOWN = /^image\/(png|jpeg|gif|webp|bmp)$/

/** Pictures are seen in a frame of one size, so that nothing moves when they come; all is downloaded. */
export function AttachmentList({ attachments }: { attachments: Attachment[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (attachments.length === 0) return null
  return (
    <ul className="mt-2 flex flex-wrap gap-2" aria-label={t('files.title')}>
      {attachments.map((file) => (
        <li key={file.id} className="max-w-full">
          <a
            href={apiUrl(file.url)}
            download={file.name}
            className="flex max-w-72 flex-col overflow-hidden rounded-md border border-line bg-surface text-sm hover:border-line-strong"
          >
            {SHOWN.test(file.content_type) ? (
              <img
                src={apiUrl(file.url)}
                alt=""
                loading="lazy"
                className="h-32 w-48 max-w-full bg-hover object-cover"
              />
            ) : null}
            <span className="flex min-w-0 items-center gap-1.5 px-2 py-1">
              <FileText className="size-4 shrink-0 text-muted" aria-hidden />
              <span className="min-w-0 truncate" dir="auto">
                {file.name}
              </span>
              <span className="whitespace-nowrap text-muted">{format.bytes(file.size)}</span>
              <Download className="size-3.5 shrink-0 text-muted" aria-hidden />
              <span className="sr-only">{t('files.download')}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}

function UploadChip({ upload, onRemove }: { upload: Upload; onRemove: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const errorText = useErrorText()
  const failed = upload.state === 'failed'
  return (
    <li
      className={cn(
        'relative flex max-w-full items-center gap-1.5 overflow-hidden rounded-md border ps-2 text-sm',
        failed ? 'border-urgent' : 'border-line',
      )}
    >
      <Paperclip className="size-3.5 shrink-0 text-muted" aria-hidden />
      <span className={cn('min-w-0 truncate', failed && 'max-w-40 shrink-0')} dir="auto">
        {upload.name}
      </span>
      <span className={failed ? 'min-w-0 py-1 text-urgent' : 'whitespace-nowrap text-muted'}>
        {failed
          ? errorText(upload.error)
          : upload.state === 'sending'
            ? format.percent(upload.progress)
            : format.bytes(upload.size)}
      </span>
      {failed && upload.error instanceof ApiError && upload.error.isTemporary ? (
        <button
          type="button"
          onClick={upload.retry}
          className="whitespace-nowrap text-accent hover:underline"
        >
          {t('ui.retry')}
        </button>
      ) : null}
      <button
        type="button"
        onClick={onRemove}
        className="flex size-7 shrink-0 items-center justify-center text-muted hover:text-fg pointer-coarse:size-11"
      >
        <X className="size-3.5" aria-hidden />
        <span className="sr-only">{t('files.remove', { name: upload.name })}</span>
      </button>
      {upload.state === 'sending' ? (
        <span
          className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-accent rtl:origin-right"
          style={{ transform: `scaleX(${upload.progress})` }}
          aria-hidden
        />
      ) : null}
    </li>
  )
}

/** The files that will go with the next message. */
export function UploadList({ thread, className }: { thread: string; className?: string }) {
  const { t } = useTranslation()
  const store = uploadsOf(thread)
  const uploads = useStore(store)
  if (uploads.length === 0) return null
  return (
    <ul className={cn('flex flex-wrap gap-2', className)} aria-label={t('files.title')}>
      {uploads.map((upload) => (
        <UploadChip key={upload.key} upload={upload} onRemove={() => removeUpload(store, upload.key)} />
      ))}
    </ul>
  )
}

/** Opens the browser's chooser: a shape alone where room is short, else with its word. */
export function AttachButton({
  onFiles,
  disabled,
  withLabel,
}: {
  onFiles: (files: File[]) => void
  /** Without a connection nothing can be uploaded. */
  disabled?: boolean
  withLabel?: boolean
}) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const label = disabled ? t('files.addOffline') : t('files.add')
  const choose = () => input.current?.click()
  return (
    <>
      {withLabel ? (
        <Button kind="quiet" disabled={disabled} onClick={choose} className="text-muted">
          <Paperclip aria-hidden />
          {label}
        </Button>
      ) : (
        <IconButton label={label} disabled={disabled} onClick={choose} data-attach>
          <Paperclip aria-hidden />
        </IconButton>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('files.add')}
        data-testid="files"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}
