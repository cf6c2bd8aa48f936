import type { Softphone, SoftphoneState } from '@call/softphone'
import { iceServers } from '@/features/calls/engine'
import { onLive, say } from '@/services/live'
import { createStore } from '@/services/storage'

export const OFF: SoftphoneState = {
  connection: 'off',
  callId: null,
  held: false,
  muted: false,
  silent: false,
}

/** The softphone of this window, if it was switched on: it stays on while one walks from page to page. */
export const phoneState = createStore<SoftphoneState>(OFF)
let phone: Softphone | null = null
let audio: HTMLAudioElement | null = null

/** Asks for the microphone. Throws what the browser says when it is refused. */
export async function startPhone(): Promise<void> {
  if (phone) return
  const { Softphone } = await import('@call/softphone')
  const made = new Softphone({
    channel: {
      say: (type, data) => void say(type, data),
      on: (type, listener) => onLive(type, listener as never),
      onOpen: (listener) => onLive('live.connected', listener),
    },
    iceServers,
  })
  made.subscribe(() => phoneState.set(made.state))
  phone = made
  try {
    await made.start()
    audio = new Audio()
    audio.srcObject = made.sound
    await audio.play()
  } catch (error) {
    stopPhone()
    throw error
  }
}

export function stopPhone(): void {
  phone?.stop()
  phone = null
  if (audio) audio.srcObject = null
  audio = null
  phoneState.set(OFF)
}

export const mutePhone = (on: boolean): void => phone?.mute(on)
export const pressKey = (key: string): void => phone?.press(key as never)
