import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, InlineFailure } from '@/ui'
import { toast } from '@/ui/toast'
import { changeLogo, removeLogo, type Workspace, type WorkspaceDraft } from './queries'

/** How a mail begins, with the colours and words as they would be. */
export function BrandPreview({ draft, logo }: { draft: WorkspaceDraft; logo: string | null }) {
  const { t } = useTranslation()
  const name = draft.mail_name.trim() || draft.name
  return (
    <figure className="flex flex-col gap-2">
      <figcaption className="text-sm text-muted">{t('workspace.preview')}</figcaption>
      {/* A mail is white, whatever the theme of the app. */}
      <div
        className="overflow-hidden rounded-md border border-line"
        style={{ background: '#fff', color: '#1b1f27' }}
      >
        <div style={{ background: draft.accent, height: 4 }} />
        <div className="flex flex-col items-start gap-3 p-4">
          {logo ? (
            <img src={logo} alt={name} className="max-h-10 max-w-40 object-contain" />
          ) : (
            <p className="text-lg font-semibold break-words" dir="auto">
              {name}
            </p>
          )}
          <p>{t('workspace.previewText')}</p>
          <span className="rounded-md px-3 py-1.5" style={{ background: draft.accent, color: '#fff' }}>
            {t('workspace.previewButton')}
          </span>
        </div>
      </div>
    </figure>
  )
}

export function Logo({ workspace }: { workspace: Workspace }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const keep = useMutation({
    mutationFn: (file: File | null) => (file ? changeLogo(client, file) : removeLogo(client)),
    onSuccess: () => toast.success(t('workspace.logoSaved')),
  })
  return (
    <div className="flex flex-col gap-1">
      <p className="font-medium">{t('workspace.logo')}</p>
      <div className="flex flex-wrap gap-2">
        <input
          ref={input}
          type="file"
          hidden
          accept="image/png,image/jpeg,image/webp"
          aria-label={t('workspace.logo')}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) keep.mutate(file)
          }}
        />
        <Button busy={keep.isPending} onClick={() => input.current?.click()}>
          {t('workspace.logoChoose')}
        </Button>
        {workspace.logo_url ? (
          <Button kind="quiet" onClick={() => keep.mutate(null)}>
            {t('workspace.logoRemove')}
          </Button>
        ) : null}
      </div>
      <p className="text-sm text-muted">{t('workspace.logoHint')}</p>
      <InlineFailure error={keep.error} />
    </div>
  )
}
