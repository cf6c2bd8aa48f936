import { createStore, storage } from '@/services/storage'

/** How one is told that somebody waits: each off until one asks for it. */
export const waitingSound = createStore(storage.get('waiting-sound') === 'on')
export const waitingNotice = createStore(
  storage.get('waiting-notice') === 'on' &&
    typeof Notification !== 'undefined' &&
    Notification.permission === 'granted',
)

export function setWaitingSound(on: boolean): void {
  storage.set('waiting-sound', on ? 'on' : null)
  waitingSound.set(on)
  if (on) chime()
}

/** The browser asks the person; false if they, or it, said no. */
export async function setWaitingNotice(on: boolean): Promise<boolean> {
  const allowed =
    on && typeof Notification !== 'undefined' && (await Notification.requestPermission()) === 'granted'
  storage.set('waiting-notice', allowed ? 'on' : null)
  waitingNotice.set(allowed)
  return allowed === on
}

let audio: AudioContext | null = null

/** Two soft tones, a fifth apart: no file has to be fetched for them. */
export function chime(): void {
  try {
    audio ??= new AudioContext()
    const start = audio.currentTime
    for (const [index, frequency] of [659.3, 987.8].entries()) {
      const tone = audio.createOscillator()
      const volume = audio.createGain()
      const at = start + index * 0.14
      tone.frequency.value = frequency
      volume.gain.setValueAtTime(0, at)
      volume.gain.linearRampToValueAtTime(0.12, at + 0.02)
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.35)
      tone.connect(volume).connect(audio.destination)
      tone.start(at)
      tone.stop(at + 0.4)
    }
  } catch {
    // A browser without sound: the badge says it.
  }
}

/** Only for somebody who looks elsewhere; the badge is enough for who is here. */
export function notify(title: string, body: string, open: () => void): void {
  if (!waitingNotice.get() || document.visibilityState === 'visible') return
  try {
    const notice = new Notification(title, { body, tag: 'ringdesk.waiting' })
    notice.onclick = () => {
      window.focus()
      open()
      notice.close()
    }
  } catch {
    // Some browsers allow notices to service workers alone.
  }
}
