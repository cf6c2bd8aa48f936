import { FileText, Paperclip, RotateCw, X } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import type { Attachment } from '@/services/types'
import { Button, IconButton } from '@/ui'

/** A file that was chosen: it waits, is on its way, is there (`done`), or was refused. */
export interface ChosenFile {
  key: string
  file: File
  state: 'chosen' | 'sending' | 'done' | 'failed'
  attachment?: Attachment
  error?: unknown
}

export const chosen = (files: Iterable<File>): ChosenFile[] =>
  [...files].map((file) => ({ key: crypto.randomUUID(), file, state: 'chosen' }))

/** Files that were dropped or pasted; a paste of plain text has none. */
export function filesOf(data: DataTransfer | null): File[] {
  return data ? [...data.files] : []
}

export function AttachButton({
  onFiles,
  disabled,
}: {
  onFiles: (files: File[]) => void
  disabled?: boolean
}) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('portal.attach')}
        data-testid="files"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <Button kind="quiet" disabled={disabled} onClick={() => input.current?.click()} className="text-muted">
        <Paperclip aria-hidden />
        {t('portal.attach')}
      </Button>
    </>
  )
}

export function ChosenFiles({
  files,
  onRemove,
  onRetry,
}: {
  files: ChosenFile[]
  onRemove: (key: string) => void
  onRetry?: (file: ChosenFile) => void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const errorText = useErrorText()
  if (files.length === 0) return null
  return (
    <ul aria-label={t('portal.files')} className="flex flex-col gap-1">
      {files.map((each) => (
        <li
          key={each.key}
          className="flex min-h-9 items-center gap-2 rounded-md border border-line bg-bg ps-2.5 pe-0.5 text-sm"
        >
          <FileText className="size-4 shrink-0 text-muted" aria-hidden />
          <span className="min-w-0 flex-1 py-1">
            <span className="block truncate" dir="auto">
              {each.file.name}
            </span>
            {each.state === 'failed' ? (
              <span role="alert" className="block text-urgent">
                {errorText(each.error)}
              </span>
            ) : null}
          </span>
          <span className="shrink-0 text-muted">
            {each.state === 'sending' ? t('portal.sendingFile') : format.bytes(each.file.size)}
          </span>
          {each.state === 'failed' && onRetry ? (
            <IconButton
              label={t('portal.retryFile', { name: each.file.name })}
              size="sm"
              onClick={() => onRetry(each)}
            >
              <RotateCw aria-hidden />
            </IconButton>
          ) : null}
          <IconButton
            label={t('portal.removeFile', { name: each.file.name })}
            size="sm"
            onClick={() => onRemove(each.key)}
          >
            <X aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}

/** What any browser can show as a picture; the rest is a file to save. */
const PICTURES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

export function Attachments({ attachments }: { attachments: Attachment[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (attachments.length === 0) return null
  return (
    <ul aria-label={t('portal.files')} className="mt-2 flex flex-col items-start gap-2">
      {attachments.map((each) => (
        <li key={each.id} className="max-w-full">
          <a
            href={apiUrl(each.url)}
            download={each.name}
            className="flex max-w-80 min-w-0 flex-col overflow-hidden rounded-md border border-line bg-surface hover:border-line-strong"
          >
            {PICTURES.has(each.content_type) ? (
              <img
                src={apiUrl(each.url)}
                alt=""
                loading="lazy"
                // A fixed height, so that nothing moves when it arrives.
                className="h-40 w-full min-w-40 bg-bg object-contain"
              />
            ) : null}
            <span className="flex min-h-9 min-w-0 items-center gap-2 px-2.5 py-1 text-sm">
              <FileText className="size-4 shrink-0 text-muted" aria-hidden />
              <span className="min-w-0 truncate" dir="auto">
                {each.name}
              </span>
              <span className="shrink-0 text-muted">{format.bytes(each.size)}</span>
            </span>
          </a>
        </li>
      ))}
    </ul>
  )
}
