import { useTranslation } from 'react-i18next'

/** A mail's HTML: no scripts, no forms, no address of ours, and nothing from the network. */
export function Html({ html }: { html: string }) {
  const { t } = useTranslation()
  const page = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="light"><style>body{font:14px/1.5 system-ui,sans-serif;margin:12px;background:#fff;color:#111;overflow-wrap:anywhere}img{max-width:100%}</style>${html}`
  return (
    <iframe
      title={t('messages.asHtml')}
      sandbox=""
      referrerPolicy="no-referrer"
      srcDoc={page}
      className="h-56 w-full rounded-md border border-line bg-raised"
    />
  )
}
