import { Grid3x3, Headphones, Mic, MicOff, Power } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommand } from '@/hooks/useCommand'
import { useStore } from '@/hooks/useStore'
import { Button, IconButton, Popover, PopoverContent, PopoverTrigger, StatusPill } from '@/ui'
import { toast } from '@/ui/toast'
import { mutePhone, pressKey, startPhone, stopPhone } from './phone'
import { phoneState } from './state'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#']
const TONES = { off: 'neutral', connecting: 'waiting', connected: 'good', lost: 'urgent' } as const

/** The microphone and the ear of who calls: switched on once for a shift. */
export function SoftphoneBar() {
  const { t } = useTranslation()
  const state = useStore(phoneState)
  const [starting, setStarting] = useState(false)
  // Who only listens to a call of somebody else's has no microphone, and no shift.
  const on = state.connection !== 'off' && state.microphone
  const start = async () => {
    setStarting(true)
    try {
      await startPhone()
    } catch {
      toast.error(t('softphone.refused'), { description: t('softphone.refusedText') })
    } finally {
      setStarting(false)
    }
  }
  useCommand(
    on
      ? {
          id: 'softphone.mute',
          label: state.muted ? t('softphone.unmute') : t('softphone.mute'),
          key: 'm',
          run: () => mutePhone(!state.muted),
        }
      : null,
  )
  if (!on) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <Button busy={starting} onClick={() => void start()}>
          <Headphones aria-hidden />
          {t('softphone.start')}
        </Button>
        {state.refused ? (
          <p role="alert" className="text-sm text-urgent">
            {t('softphone.mayNot')}
          </p>
        ) : (
          <p className="text-sm text-muted">{t('softphone.startHint')}</p>
        )}
      </div>
    )
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <StatusPill tone={TONES[state.connection]}>{t(`softphone.connection.${state.connection}`)}</StatusPill>
      <IconButton
        label={state.muted ? t('softphone.unmute') : t('softphone.mute')}
        aria-pressed={state.muted}
        onClick={() => mutePhone(!state.muted)}
      >
        {state.muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
      </IconButton>
      <Keypad disabled={state.callId === null} />
      <IconButton label={t('softphone.stop')} onClick={stopPhone}>
        <Power aria-hidden />
      </IconButton>
      {state.muted ? <span className="text-sm text-waiting">{t('softphone.muted')}</span> : null}
      {state.silent ? <span className="text-sm text-urgent">{t('softphone.silent')}</span> : null}
    </div>
  )
}

function Keypad({ disabled }: { disabled: boolean }) {
  const { t } = useTranslation()
  return (
    <Popover>
      <PopoverTrigger asChild>
        <IconButton label={t('softphone.keypad')} disabled={disabled}>
          <Grid3x3 aria-hidden />
        </IconButton>
      </PopoverTrigger>
      <PopoverContent className="grid w-40 grid-cols-3 gap-1 p-2" aria-label={t('softphone.keypad')}>
        {KEYS.map((key) => (
          <Button key={key} kind="quiet" size="lg" onClick={() => pressKey(key)}>
            {key}
          </Button>
        ))}
      </PopoverContent>
    </Popover>
  )
}
