import { RefreshCw, Wifi, WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLiveState } from '@/hooks/useLive'
import { reconnectNow } from '@/services/live'
import { cn, Tooltip } from '@/ui'

const LOOKS = {
  live: { icon: Wifi, tone: 'text-muted' },
  connecting: { icon: RefreshCw, tone: 'text-waiting' },
  offline: { icon: WifiOff, tone: 'text-urgent' },
} as const

/** Whether what one sees is up to date: a shape, and a word unless all is well. */
export function ConnectionState() {
  const { t } = useTranslation()
  const state = useLiveState()
  const { icon: Icon, tone } = LOOKS[state]
  return (
    <Tooltip content={t(`live.${state}Hint`)}>
      <button
        type="button"
        onClick={() => (state === 'live' ? undefined : reconnectNow())}
        className={cn(
          'flex h-8 items-center gap-1.5 rounded-md px-1.5 text-sm hover:bg-hover pointer-coarse:h-11',
          tone,
          // On a telephone the title needs the room: there only trouble shows.
          state === 'live' && 'max-md:hidden',
        )}
      >
        <Icon className="size-4" aria-hidden />
        {/* It stands before the search: when the word comes, only the title gives way. */}
        <span role="status" className={cn('hidden text-start lg:inline', state === 'live' && 'lg:sr-only')}>
          {t(`live.${state}`)}
        </span>
        <span className="sr-only lg:hidden">{t(`live.${state}`)}</span>
      </button>
    </Tooltip>
  )
}
