import type { CallState } from '@call'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui'

function Notice({ children }: { children: ReactNode }) {
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-2 border-b border-line bg-waiting-soft px-3 py-1.5 text-sm text-waiting"
    >
      {children}
    </div>
  )
}

/** What hinders the call, and what one can do about it. */
export function Notices({
  state,
  soundBlocked,
  onSound,
}: {
  state: CallState
  soundBlocked: boolean
  onSound: () => void
}) {
  const { t } = useTranslation()
  const { microphone, camera } = state
  return (
    <>
      {microphone.trouble ? <Notice>{t(`calls.microphoneTrouble.${microphone.trouble}`)}</Notice> : null}
      {camera.trouble ? <Notice>{t(`calls.cameraTrouble.${camera.trouble}`)}</Notice> : null}
      {soundBlocked ? (
        <Notice>
          <span className="flex-1">{t('calls.soundBlocked')}</span>
          <Button size="sm" onClick={onSound}>
            {t('calls.turnSoundOn')}
          </Button>
        </Notice>
      ) : null}
    </>
  )
}
