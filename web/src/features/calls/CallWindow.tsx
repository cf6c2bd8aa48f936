import { Maximize2, Minimize2, PictureInPicture2 } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { useLive } from '@/hooks/useLive'
import { storage } from '@/services/storage'
import { ConfirmDialog, cn, IconButton } from '@/ui'
import { AskToRecord, ConsentQuestion, RecordingMark } from './Consent'
import { CameraSwitch, HangUp, MicrophoneSwitch, ScreenSwitch } from './Controls'
import { type CurrentCall, closeCall, forgetCall } from './current'
import { DevicePicker } from './DevicePicker'
import { hangUp } from './engine'
import { Notices } from './Notices'
import { Over } from './Over'
import { Sound } from './Picture'
import { QualityMark } from './QualityMark'
import { useRecording } from './recording'
import { Stage } from './Stage'
import { Timer } from './Timer'
import { useCall } from './useCall'

const SPEAKER = 'call-speaker'

/** The remote picture in a window of the browser's own, above other programs. */
async function popOut(from: HTMLElement | null): Promise<void> {
  const video = from?.querySelector<HTMLVideoElement>('video')
  if (document.pictureInPictureElement) await document.exitPictureInPicture()
  else await video?.requestPictureInPicture()
}

export default function CallWindow({ current }: { current: CurrentCall }) {
  const { t } = useTranslation()
  const { call, state } = useCall(current)
  const [large, setLarge] = useState(true)
  const [asking, setAsking] = useState(false)
  const [soundBlocked, setSoundBlocked] = useState(false)
  const [speaker, setSpeaker] = useState(() => storage.get(SPEAKER) ?? undefined)
  const [endedAt, setEndedAt] = useState(0)
  const frame = useRef<HTMLElement>(null)
  const { recording, saving, retry } = useRecording(call, current, t('calls.recordingOf'))
  const { name } = current
  const over = state.phase === 'ended'
  const recorded = call.mayRecord

  useEffect(() => frame.current?.focus(), [])
  useEffect(() => {
    if (!over) return
    setEndedAt(Date.now())
    setAsking(false)
    forgetCall()
  }, [over])
  // Leaving the window by any other way than hanging up still gives camera and microphone back.
  useLive('session.ended', (session) => {
    if (session.id === current.sessionId) call.end('remote')
  })

  const end = useCallback(() => {
    setAsking(false)
    hangUp(current)
  }, [current])
  const close = () => {
    closeCall()
    document.getElementById('main')?.focus()
  }
  const unblock = () => {
    const sound = frame.current?.querySelector('audio')
    void sound?.play().then(() => setSoundBlocked(false))
  }
  const chooseSpeaker = (id: string) => {
    storage.set(SPEAKER, id)
    setSpeaker(id)
  }

  const group = t('calls.title')
  const live = !over
  useCommand(
    live
      ? {
          id: 'calls.mute',
          group,
          label: t(state.microphone.on ? 'calls.mute' : 'calls.unmute'),
          key: 'm',
          run: () => void call.setMicrophone(!call.state.microphone.on),
        }
      : null,
  )
  useCommand(
    live
      ? {
          id: 'calls.camera',
          group,
          label: t(state.camera.on ? 'calls.cameraOff' : 'calls.cameraOn'),
          key: 'v',
          run: () => void call.setCamera(!call.state.camera.on),
        }
      : null,
  )
  useCommand(
    live
      ? { id: 'calls.hangUp', group, label: t('calls.hangUp'), key: 'Space', run: () => setAsking(true) }
      : null,
  )
  useCommand(
    live
      ? {
          id: 'calls.size',
          group,
          label: t(large ? 'calls.makeSmall' : 'calls.makeLarge'),
          run: () => setLarge(!large),
        }
      : null,
  )

  const phase = state.left ? t('calls.otherLeft', { name }) : t(`calls.phase.${state.phase}`)
  const pictured =
    state.camera.on || state.remote.media?.camera || state.remote.screen || current.type === 'video'
  return (
    <section
      ref={frame}
      tabIndex={-1}
      aria-label={t('calls.with', { name })}
      data-phase={state.phase}
      data-testid="call-window"
      className={cn(
        'fixed z-30 flex flex-col overflow-hidden bg-surface outline-none',
        large && !over
          ? 'inset-0 md:start-18'
          : 'end-2 bottom-20 w-72 max-w-[calc(100vw-1rem)] rounded-md shadow-float md:end-4 md:bottom-4',
      )}
    >
      <header className="flex min-h-12 flex-wrap items-center gap-x-2 border-b border-line ps-3 pe-1">
        <div className="min-w-0 flex-1">
          <h2 className="truncate font-semibold" dir="auto">
            {name}
          </h2>
          {/* Said once each time it changes, and not the seconds. */}
          <p className="flex gap-1.5 truncate text-sm text-muted">
            <span aria-live="polite">{phase}</span>
            {state.connectedAt && live ? <Timer since={state.connectedAt} /> : null}
          </p>
        </div>
        {live && recorded ? <RecordingMark call={call} /> : null}
        {live && state.statistics ? <QualityMark statistics={state.statistics} word={large} /> : null}
        {live && large && pictured && document.pictureInPictureEnabled ? (
          <IconButton
            label={t('calls.popOut')}
            className="hidden md:inline-flex"
            onClick={() => void popOut(frame.current).catch(() => undefined)}
          >
            <PictureInPicture2 aria-hidden />
          </IconButton>
        ) : null}
        {live ? (
          <IconButton
            label={t(large ? 'calls.makeSmall' : 'calls.makeLarge')}
            onClick={() => setLarge(!large)}
          >
            {large ? <Minimize2 aria-hidden /> : <Maximize2 aria-hidden />}
          </IconButton>
        ) : null}
      </header>
      {over ? (
        <Over state={state} endedAt={endedAt} name={name} saving={saving} onRetry={retry} onClose={close} />
      ) : (
        <>
          <Notices state={state} soundBlocked={soundBlocked} onSound={unblock} />
          {state.consent.theirs === 'asked' &&
          state.consent.ours !== 'given' &&
          state.consent.ours !== 'refused' ? (
            <ConsentQuestion call={call} name={name} />
          ) : null}
          {large || pictured ? (
            <div className={large ? 'min-h-0 flex-1' : 'aspect-video'}>
              <Stage state={state} name={name} small={!large} />
            </div>
          ) : null}
          <footer className="flex flex-wrap items-center justify-center gap-2 border-t border-line p-2">
            <MicrophoneSwitch call={call} state={state} small={!large} />
            {large ? (
              <>
                <CameraSwitch call={call} state={state} />
                <ScreenSwitch call={call} state={state} />
                <DevicePicker call={call} state={state} speaker={speaker} onSpeaker={chooseSpeaker} />
                {current.side === 'agent' && !recorded && !recording ? (
                  <AskToRecord call={call} state={state} />
                ) : null}
              </>
            ) : null}
            <HangUp onPress={end} small={!large} />
          </footer>
        </>
      )}
      {state.remote.person ? (
        <Sound stream={state.remote.person} speaker={speaker} onBlocked={setSoundBlocked} />
      ) : null}
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('calls.hangUpAsk', { name })}
        description={t('calls.hangUpNote')}
        action={t('calls.hangUp')}
        danger
        onConfirm={end}
      />
    </section>
  )
}
