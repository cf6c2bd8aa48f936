import type { Softphone } from '@call/softphone'
import { OFF } from '@call/softphone-state'
import { iceServers } from '@/features/calls/engine'
import { onLive, say } from '@/services/live'
import { phoneState } from './state'

let phone: Softphone | null = null
let audio: HTMLAudioElement | null = null
/** Switched on by hand, for a shift; not only to be in a call of somebody else's. */
let forShift = false

/** For a shift: asks for the microphone. Throws what the browser says when it is refused. */
export async function startPhone(): Promise<void> {
  await open(true)
  forShift = true
}

export function stopPhone(): void {
  phone?.stop()
  forget()
  phoneState.set(OFF)
}

function forget(): void {
  phone = null
  forShift = false
  if (audio) audio.srcObject = null
  audio = null
}

/** To be in a call of somebody else's, with a microphone only where one can be heard. Throws as `startPhone`. */
export const openForCall = (microphone: boolean): Promise<void> => open(microphone)

/** Whoever only listens has no microphone open, unless it is there for the shift. */
export async function onlyHear(): Promise<void> {
  if (!forShift) await phone?.release()
}

/** The end of it: what was switched on for it alone is switched off. */
export function closeAfterCall(): void {
  if (!forShift) stopPhone()
}

async function open(microphone: boolean): Promise<void> {
  if (phone) {
    if (microphone && !phone.state.microphone) await phone.use()
    return
  }
  const { Softphone } = await import('@call/softphone')
  const made = new Softphone({
    channel: {
      say,
      on: (type, listener) => onLive(type, listener as never),
      onOpen: (listener) => onLive('live.connected', listener),
    },
    iceServers,
  })
  made.subscribe(() => {
    if (made.state.refused) forget()
    phoneState.set(made.state)
  })
  phone = made
  try {
    await made.start({ microphone })
  } catch (error) {
    stopPhone()
    throw error
  }
  audio = new Audio()
  audio.srcObject = made.sound
  // It begins with the first sound, which may be long after; not to be waited for.
  audio.play().catch(() => {
    // A browser that plays nothing unasked does so after the next press.
    document.addEventListener('click', () => void audio?.play().catch(() => undefined), { once: true })
  })
}

export const mutePhone = (on: boolean): void => phone?.mute(on)
export const pressKey = (key: string): void => phone?.press(key as never)
