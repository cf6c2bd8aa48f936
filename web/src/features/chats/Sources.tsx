import { BookOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Only addresses of this house and of the web: nothing that would run. */
export function safeHref(url: string): string | null {
  if (/^\/(?!\/)/.test(url)) return url
  return /^https?:\/\//i.test(url) ? url : null
}

/** What an answer of the assistant was taken from; a customer can open it. */
export function Sources({ sources }: { sources: readonly { title: string; url: string }[] }) {
  const { t } = useTranslation()
  const open = sources.flatMap(({ title, url }) => {
    const href = safeHref(url)
    return href ? [{ title, href }] : []
  })
  if (open.length === 0) return null
  return (
    <ul aria-label={t('thread.sources')} className="mt-2 flex flex-wrap gap-x-3 gap-y-1 text-sm">
      {open.map(({ title, href }) => (
        <li key={href} className="flex min-w-0 items-center gap-1">
          <BookOpen className="size-3.5 shrink-0 text-muted" aria-hidden />
          <a
            href={href}
            target="_blank"
            rel="noopener noreferrer"
            dir="auto"
            className="min-w-0 truncate text-accent underline underline-offset-2"
          >
            {title}
          </a>
        </li>
      ))}
    </ul>
  )
}
