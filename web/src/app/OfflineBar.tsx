import { WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLiveState } from '@/hooks/useLive'
import { useOutbox } from '@/hooks/useOutbox'
import { reconnectNow } from '@/services/live'
import { outbox } from '@/services/outbox'
import { Button } from '@/ui'

/** Quiet, and under the page, so that nothing one reads moves. */
export function OfflineBar() {
  const { t } = useTranslation()
  const state = useLiveState()
  const waiting = useOutbox().filter((item) => item.state === 'waiting').length
  const shown = state === 'offline'
  return (
    <div role="status">
      {shown ? (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-waiting-soft px-3 py-1.5">
          <WifiOff className="size-4 shrink-0 text-waiting" aria-hidden />
          <p className="min-w-0 flex-1">
            {t('live.bar')} {waiting > 0 ? t('live.waiting', { count: waiting }) : null}
          </p>
          <Button
            size="sm"
            onClick={() => {
              reconnectNow()
              void outbox.flush()
            }}
          >
            {t('ui.retry')}
          </Button>
        </div>
      ) : null}
    </div>
  )
}
