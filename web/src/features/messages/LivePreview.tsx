import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { ApiError } from '@/services/errors'
import { Html } from './Html'
import { type Channel, renderPreview } from './queries'

const PAUSE_MS = 300

function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

/** How the words will read, as the server would send them. */
export function LivePreview({
  type,
  text,
  variables,
}: {
  type: Channel
  text: { language: string; subject: string; body: string; html?: string | null }
  variables: Record<string, string>
}) {
  const { t } = useTranslation()
  const errorText = useErrorText()
  const wanted = JSON.stringify({
    type,
    text: { language: text.language, subject: text.subject, body: text.body, html: text.html ?? null },
    variables: Object.fromEntries(Object.entries(variables).filter(([, said]) => said !== '')),
  })
  const asked = useSettled(wanted)
  const query = useQuery({
    queryKey: ['templates', 'preview', asked] as const,
    queryFn: ({ signal }) => renderPreview(JSON.parse(asked), signal),
    placeholderData: keepPreviousData,
    enabled: text.body.trim() !== '',
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10_000,
  })
  const told = query.error instanceof ApiError ? Object.values(query.error.fieldErrors())[0] : undefined
  return (
    <section aria-label={t('messages.preview')} className="flex min-w-0 flex-col gap-2">
      <h3 className="text-sm font-medium text-muted">{t('messages.preview')}</h3>
      {query.isError ? (
        <p className="text-sm text-urgent" role="status">
          {told ?? errorText(query.error)}
        </p>
      ) : query.data && text.body.trim() !== '' ? (
        <>
          {query.data.subject ? (
            <p dir="auto" className="font-medium break-words">
              {query.data.subject}
            </p>
          ) : null}
          {query.data.html ? <Html html={query.data.html} /> : null}
          <pre
            dir="auto"
            className="max-h-72 overflow-auto rounded-md bg-hover p-3 text-sm whitespace-pre-wrap break-words"
          >
            {query.data.text}
          </pre>
        </>
      ) : (
        <p className="text-sm text-muted">{t('messages.previewEmpty')}</p>
      )}
    </section>
  )
}
