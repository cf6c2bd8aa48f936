/** Microphone, camera and screen of this end: fetched when wanted, given back when not. */

export type DeviceKind = 'audioinput' | 'videoinput' | 'audiooutput'

/** Why a device can't be had, as a word that the page has a sentence for. */
export type DeviceTrouble = 'blocked' | 'missing' | 'busy' | 'insecure' | 'unknown'

export interface Chosen {
  microphone?: string
  camera?: string
}

export function troubleOf(error: unknown): DeviceTrouble {
  const { name } = (error ?? {}) as { name?: string }
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'blocked'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  if (name === 'NotReadableError' || name === 'AbortError') return 'busy'
  if (name === 'NotSupportedError') return 'insecure'
  return 'unknown'
}

function devices(): MediaDevices {
  // Browsers give devices to secure pages alone.
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('insecure', 'NotSupportedError')
  return navigator.mediaDevices
}

async function one(constraints: MediaStreamConstraints): Promise<MediaStreamTrack> {
  const stream = await devices().getUserMedia(constraints)
  const [track] = stream.getTracks()
  if (!track) throw new DOMException('No track', 'NotFoundError')
  return track
}

/** A device that was chosen and is gone since is replaced by any other. */
async function orAny(
  wanted: string | undefined,
  ask: (id: ConstrainDOMString | undefined) => Promise<MediaStreamTrack>,
): Promise<MediaStreamTrack> {
  if (!wanted) return await ask(undefined)
  try {
    return await ask({ exact: wanted })
  } catch (error) {
    if (troubleOf(error) !== 'missing') throw error
    return await ask(undefined)
  }
}

export const openMicrophone = (id?: string): Promise<MediaStreamTrack> =>
  orAny(id, (deviceId) =>
    one({ audio: { deviceId, echoCancellation: true, noiseSuppression: true, autoGainControl: true } }),
  )

export const openCamera = (id?: string): Promise<MediaStreamTrack> =>
  orAny(id, (deviceId) =>
    one({ video: { deviceId, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } } }),
  )

/** The person picks what to show; null if they changed their mind. */
export async function openScreen(): Promise<MediaStreamTrack | null> {
  try {
    const stream = await devices().getDisplayMedia({ video: { frameRate: { ideal: 15 } }, audio: false })
    const [track] = stream.getVideoTracks()
    if (track) track.contentHint = 'detail'
    return track ?? null
  } catch (error) {
    if (troubleOf(error) === 'blocked') return null
    throw error
  }
}

export const canShareScreen = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function'

/** With names once a device was allowed; before, browsers keep them to themselves. */
export async function listDevices(kind: DeviceKind): Promise<MediaDeviceInfo[]> {
  const all = await devices().enumerateDevices()
  return all.filter((each) => each.kind === kind && each.deviceId !== '')
}

export function onDevicesChanged(listener: () => void): () => void {
  navigator.mediaDevices?.addEventListener('devicechange', listener)
  return () => navigator.mediaDevices?.removeEventListener('devicechange', listener)
}
