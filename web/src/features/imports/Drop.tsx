import { useMutation, useQueryClient } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadImport } from '@/services/types'
import { Button, cn, InlineFailure } from '@/ui'
import { uploadImport } from './queries'

/** Where a file is dropped, or chosen. Nothing is imported by that. */
export function Drop({ onUploaded }: { onUploaded: (made: LeadImport) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const [share, setShare] = useState(0)
  const send = useMutation({
    mutationFn: (file: File) => uploadImport(client, file, setShare),
    onSuccess: onUploaded,
  })
  const take = (file: File | undefined) => {
    if (!file || send.isPending) return
    setShare(0)
    send.mutate(file)
  }
  return (
    <div className="flex flex-col gap-3">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          take(event.dataTransfer.files[0])
        }}
        className={cn(
          'flex flex-col items-center gap-3 rounded-md border border-dashed border-line-strong px-4 py-10 text-center',
          over && 'border-accent bg-accent-soft',
        )}
      >
        <FileUp className="size-6 text-muted" aria-hidden />
        <p className="font-medium">{t('imports.drop')}</p>
        <p className="max-w-md text-sm text-muted">{t('imports.dropHint')}</p>
        <Button kind="primary" busy={send.isPending} onClick={() => field.current?.click()}>
          {send.isPending
            ? t('imports.uploading', { share: Math.round(share * 100) })
            : t('imports.chooseFile')}
        </Button>
        <input
          ref={field}
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          className="sr-only"
          aria-label={t('imports.chooseFile')}
          tabIndex={-1}
          onChange={(event) => {
            take(event.target.files?.[0])
            event.target.value = ''
          }}
        />
      </div>
      <InlineFailure error={send.error} />
    </div>
  )
}
