import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { apiUrl } from '@/services/http'
import { CHANNELS, type WidgetDraft } from './queries'

const MARK = 'ringdesk-widget'

/** As the panel has it from the server. */
function configOf(draft: WidgetDraft) {
  return {
    ...draft,
    workspace: '',
    online: true,
    attachment_max_mb: 20,
    channels: Object.fromEntries(CHANNELS.map((one) => [one, draft.channels.includes(one)])),
  }
}

/** The panel itself, with what is being typed; it stores nothing and asks nobody. */
export function Preview({ draft }: { draft: WidgetDraft }) {
  const { t } = useTranslation()
  const frame = useRef<HTMLIFrameElement>(null)
  const [ready, setReady] = useState(false)

  useEffect(() => {
    const hear = (event: MessageEvent) => {
      if (event.source !== frame.current?.contentWindow || event.origin !== location.origin) return
      if (event.data?.mark === MARK && event.data.type === 'ready') setReady(true)
    }
    window.addEventListener('message', hear)
    return () => window.removeEventListener('message', hear)
  }, [])

  useEffect(() => {
    if (!ready) return
    frame.current?.contentWindow?.postMessage(
      { mark: MARK, type: 'preview', config: configOf(draft) },
      location.origin,
    )
  }, [ready, draft])

  return (
    <iframe
      ref={frame}
      src={apiUrl('/widget/preview')}
      title={t('widget.preview')}
      className="h-[600px] w-full max-w-96 rounded-md border border-line bg-surface"
    />
  )
}
