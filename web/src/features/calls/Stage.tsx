import type { CallState } from '@call'
import { MicOff, MonitorUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Avatar, cn } from '@/ui'
import { Picture } from './Picture'

function NameTag({ name, muted }: { name: string; muted: boolean }) {
  const { t } = useTranslation()
  return (
    <span className="absolute start-2 bottom-2 flex max-w-[calc(100%-1rem)] items-center gap-1 rounded-sm bg-raised px-1.5 py-0.5 text-sm">
      {muted ? <MicOff className="size-3.5 shrink-0 text-urgent" aria-label={t('calls.isMuted')} /> : null}
      <span className="truncate" dir="auto">
        {name}
      </span>
    </span>
  )
}

/** The other side, large; oneself in a corner, mirrored as one knows oneself. */
export function Stage({ state, name, small }: { state: CallState; name: string; small?: boolean }) {
  const { t } = useTranslation()
  const { remote, own } = state
  const seen = remote.media?.camera ? remote.person : null
  const muted = remote.media !== null && !remote.media.microphone
  const inset = remote.screen && seen ? seen : null
  return (
    <div className="relative flex size-full items-center justify-center overflow-hidden bg-hover">
      {remote.screen ? (
        <Picture stream={remote.screen} label={t('calls.screenOf', { name })} whole />
      ) : seen ? (
        <Picture stream={seen} label={t('calls.pictureOf', { name })} />
      ) : (
        <div className="flex flex-col items-center gap-2 p-4 text-center">
          <Avatar name={name} className={small ? undefined : 'size-20 text-2xl'} />
          {remote.media && !small ? (
            <p className="text-muted">{t(muted ? 'calls.isMuted' : 'calls.withoutCamera')}</p>
          ) : null}
        </div>
      )}
      <NameTag name={name} muted={muted} />
      <div className={cn('absolute end-2 bottom-2 flex flex-col gap-2', small ? 'w-16' : 'w-24 md:w-44')}>
        {inset ? (
          <div className="aspect-video overflow-hidden rounded-md shadow-float">
            <Picture stream={inset} label={t('calls.pictureOf', { name })} />
          </div>
        ) : null}
        {state.camera.on ? (
          <div className="aspect-video overflow-hidden rounded-md shadow-float">
            <Picture stream={own.person} label={t('calls.ownPicture')} mirrored />
          </div>
        ) : null}
        {state.screen.on && !small ? (
          <p className="flex items-center gap-1 rounded-sm bg-raised px-1.5 py-0.5 text-sm text-accent shadow-float">
            <MonitorUp className="size-3.5 shrink-0" aria-hidden /> {t('calls.sharing')}
          </p>
        ) : null}
      </div>
    </div>
  )
}
