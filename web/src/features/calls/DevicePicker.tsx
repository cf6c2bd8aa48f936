import type { Call, CallState, DeviceKind } from '@call'
import { listDevices, onDevicesChanged } from '@call'
import { Settings2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, IconButton, Popover, PopoverContent, PopoverTrigger, Select } from '@/ui'
import { keepDevices } from './engine'

const KINDS = ['audioinput', 'videoinput', 'audiooutput'] as const
const DEFAULT = 'default'

function useDevices(): Record<DeviceKind, MediaDeviceInfo[]> {
  const [devices, setDevices] = useState<Record<DeviceKind, MediaDeviceInfo[]>>({
    audioinput: [],
    videoinput: [],
    audiooutput: [],
  })
  useEffect(() => {
    const look = () => {
      Promise.all(KINDS.map(listDevices)).then(
        ([audioinput = [], videoinput = [], audiooutput = []]) =>
          setDevices({ audioinput, videoinput, audiooutput }),
        () => undefined,
      )
    }
    look()
    return onDevicesChanged(look)
  }, [])
  return devices
}

function Choices({
  call,
  state,
  speaker,
  onSpeaker,
}: {
  call: Call
  state: CallState
  speaker: string | undefined
  onSpeaker: (id: string) => void
}) {
  const { t } = useTranslation()
  const devices = useDevices()
  const chosen: Record<DeviceKind, string | undefined> = {
    audioinput: state.chosen.microphone ?? state.own.person.getAudioTracks()[0]?.getSettings().deviceId,
    videoinput: state.chosen.camera ?? state.own.person.getVideoTracks()[0]?.getSettings().deviceId,
    audiooutput: speaker ?? DEFAULT,
  }
  const choose = (kind: DeviceKind, id: string) => {
    if (kind === 'audiooutput') {
      onSpeaker(id)
      return
    }
    const change = kind === 'audioinput' ? { microphone: id } : { camera: id }
    keepDevices({ ...state.chosen, ...change })
    void call.choose(change)
  }
  return KINDS.filter((kind) => devices[kind].length > 0).map((kind) => (
    <Field key={kind} label={t(`calls.devices.${kind}`)}>
      {(control) => (
        <Select
          {...control}
          value={chosen[kind]}
          onChange={(id) => choose(kind, id)}
          options={devices[kind].map((each, place) => ({
            value: each.deviceId,
            label: each.label || t('calls.deviceNumber', { number: place + 1 }),
          }))}
          className="w-full"
        />
      )}
    </Field>
  ))
}

export function DevicePicker(props: {
  call: Call
  state: CallState
  speaker: string | undefined
  onSpeaker: (id: string) => void
}) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <IconButton label={t('calls.chooseDevices')} size="lg" kind="secondary">
          <Settings2 aria-hidden />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent align="end" className="flex w-80 max-w-[calc(100vw-1rem)] flex-col gap-3">
        <h2 className="font-semibold">{t('calls.chooseDevices')}</h2>
        <Choices {...props} />
      </PopoverContent>
    </Popover>
  )
}
