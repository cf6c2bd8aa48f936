import { type Call, type CallState, canShareScreen } from '@call'
import { Mic, MicOff, MonitorUp, MonitorX, PhoneOff, Video, VideoOff } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn, IconButton } from '@/ui'

/** Pressed means on: a screen reader hears both the name and the state. */
function Switch({
  on,
  label,
  shortcut,
  onPress,
  small,
  children,
}: {
  on: boolean
  label: string
  shortcut?: string
  onPress: () => void
  small?: boolean
  children: ReactNode
}) {
  return (
    <IconButton
      label={label}
      shortcut={shortcut}
      size={small ? 'md' : 'lg'}
      kind="secondary"
      aria-pressed={on}
      onClick={onPress}
      className={cn(!on && 'bg-waiting-soft text-waiting')}
    >
      {children}
    </IconButton>
  )
}

export function MicrophoneSwitch({ call, state, small }: { call: Call; state: CallState; small?: boolean }) {
  const { t } = useTranslation()
  const { on } = state.microphone
  return (
    <Switch
      on={on}
      label={t(on ? 'calls.mute' : 'calls.unmute')}
      shortcut="m"
      small={small}
      onPress={() => void call.setMicrophone(!on)}
    >
      {on ? <Mic aria-hidden /> : <MicOff aria-hidden />}
    </Switch>
  )
}

export function CameraSwitch({ call, state }: { call: Call; state: CallState }) {
  const { t } = useTranslation()
  const { on } = state.camera
  return (
    <Switch
      on={on}
      label={t(on ? 'calls.cameraOff' : 'calls.cameraOn')}
      shortcut="v"
      onPress={() => void call.setCamera(!on)}
    >
      {on ? <Video aria-hidden /> : <VideoOff aria-hidden />}
    </Switch>
  )
}

export function ScreenSwitch({ call, state }: { call: Call; state: CallState }) {
  const { t } = useTranslation()
  const { on } = state.screen
  if (!canShareScreen()) return null
  return (
    <IconButton
      label={t(on ? 'calls.stopScreen' : 'calls.shareScreen')}
      size="lg"
      kind="secondary"
      aria-pressed={on}
      onClick={() => void call.setScreen(!on)}
      className={cn(on && 'bg-selected text-accent')}
    >
      {on ? <MonitorX aria-hidden /> : <MonitorUp aria-hidden />}
    </IconButton>
  )
}

export function HangUp({ onPress, small }: { onPress: () => void; small?: boolean }) {
  const { t } = useTranslation()
  return (
    <IconButton
      label={t('calls.hangUp')}
      shortcut="Space"
      kind="danger"
      size={small ? 'md' : 'lg'}
      onClick={onPress}
      className={small ? undefined : 'w-14'}
    >
      <PhoneOff aria-hidden />
    </IconButton>
  )
}
