/**
 * Records a call in the browser: both voices mixed, and what is seen composed into one picture, so that a camera
 * that goes on or a screen that is shared changes the picture and not the recording. Files are cut before they are
 * larger than the server takes.
 */

export interface Recorded {
  blob: Blob
  /** 1, 2, …: a long call is in several files. */
  part: number
}

/** What is to be heard and seen at this moment. */
export interface Scene {
  voices: MediaStream[]
  /** The large picture, and the small one in its corner. */
  main: MediaStream | null
  corner: MediaStream | null
}

export interface RecorderOptions {
  video: boolean
  scene: () => Scene
  mostBytes: number
  done: (recorded: Recorded) => void
}

const WIDTH = 960
const HEIGHT = 540
const FRAMES_PER_SECOND = 12
const VIDEO_BITS = 400_000
const AUDIO_BITS = 48_000
const CHUNK_MS = 1_000

export const canRecord = (): boolean => typeof MediaRecorder === 'function'

function kindFor(video: boolean): string {
  const kinds = video
    ? ['video/webm;codecs=vp8,opus', 'video/webm']
    : ['audio/webm;codecs=opus', 'audio/webm']
  return kinds.find((kind) => MediaRecorder.isTypeSupported(kind)) ?? ''
}

/** Where a picture goes so that it is whole, as large as possible and in the middle. */
export function placed(width: number, height: number, into: { width: number; height: number }) {
  const scale = Math.min(into.width / Math.max(1, width), into.height / Math.max(1, height))
  const size = { width: Math.round(width * scale), height: Math.round(height * scale) }
  return {
    x: Math.round((into.width - size.width) / 2),
    y: Math.round((into.height - size.height) / 2),
    ...size,
  }
}

export class CallRecorder {
  private readonly sound = new AudioContext()
  private readonly mixed = this.sound.createMediaStreamDestination()
  private readonly sources = new Map<MediaStreamTrack, MediaStreamAudioSourceNode>()
  private readonly canvas = document.createElement('canvas')
  private readonly screens = new Map<'main' | 'corner', HTMLVideoElement>()
  private readonly stream: MediaStream
  private recorder: MediaRecorder | null = null
  private chunks: Blob[] = []
  private size = 0
  private part = 0
  private timer: ReturnType<typeof setInterval>

  constructor(private readonly options: RecorderOptions) {
    this.canvas.width = WIDTH
    this.canvas.height = HEIGHT
    const pictures = options.video ? this.canvas.captureStream(FRAMES_PER_SECOND).getVideoTracks() : []
    this.stream = new MediaStream([...this.mixed.stream.getAudioTracks(), ...pictures])
    this.compose()
    this.timer = setInterval(() => this.compose(), 1000 / FRAMES_PER_SECOND)
    this.begin()
  }

  private begin(): void {
    const recorder = new MediaRecorder(this.stream, {
      mimeType: kindFor(this.options.video),
      videoBitsPerSecond: VIDEO_BITS,
      audioBitsPerSecond: AUDIO_BITS,
    })
    this.chunks = []
    this.size = 0
    this.part += 1
    const { part, chunks } = this
    recorder.ondataavailable = (event) => {
      chunks.push(event.data)
      if (this.recorder !== recorder) return
      this.size += event.data.size
      if (this.size > this.options.mostBytes) this.turnOver(recorder)
    }
    recorder.onstop = () => {
      const blob = new Blob(chunks, { type: this.options.video ? 'video/webm' : 'audio/webm' })
      if (blob.size > 0) this.options.done({ blob, part })
    }
    recorder.start(CHUNK_MS)
    this.recorder = recorder
  }

  /** The next file begins before this one ends: nothing falls between them. */
  private turnOver(full: MediaRecorder): void {
    this.begin()
    full.stop()
  }

  private compose(): void {
    const scene = this.options.scene()
    this.mix(scene.voices)
    if (!this.options.video) return
    const pen = this.canvas.getContext('2d')
    if (!pen) return
    pen.fillStyle = '#131316'
    pen.fillRect(0, 0, WIDTH, HEIGHT)
    this.draw(pen, 'main', scene.main, { width: WIDTH, height: HEIGHT }, 0, 0)
    const corner = { width: WIDTH / 4, height: HEIGHT / 4 }
    this.draw(pen, 'corner', scene.corner, corner, WIDTH - corner.width - 8, HEIGHT - corner.height - 8)
  }

  private draw(
    pen: CanvasRenderingContext2D,
    place: 'main' | 'corner',
    stream: MediaStream | null,
    into: { width: number; height: number },
    left: number,
    top: number,
  ): void {
    if (!stream) return
    const screen = this.screens.get(place) ?? document.createElement('video')
    this.screens.set(place, screen)
    if (screen.srcObject !== stream) {
      screen.muted = true
      screen.srcObject = stream
      void screen.play().catch(() => undefined)
    }
    if (screen.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return
    const at = placed(screen.videoWidth, screen.videoHeight, into)
    pen.drawImage(screen, left + at.x, top + at.y, at.width, at.height)
  }

  /** Voices that came are mixed in, voices that went are let go. */
  private mix(voices: MediaStream[]): void {
    const tracks = new Set(voices.flatMap((stream) => stream.getAudioTracks()))
    for (const track of tracks) {
      if (this.sources.has(track)) continue
      const source = this.sound.createMediaStreamSource(new MediaStream([track]))
      source.connect(this.mixed)
      this.sources.set(track, source)
    }
    for (const [track, source] of this.sources) {
      if (tracks.has(track)) continue
      source.disconnect()
      this.sources.delete(track)
    }
  }

  /** The last file follows through `done`. */
  async stop(): Promise<void> {
    clearInterval(this.timer)
    const { recorder } = this
    this.recorder = null
    if (recorder && recorder.state !== 'inactive') {
      const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve, { once: true }))
      recorder.stop()
      await stopped
    }
    for (const screen of this.screens.values()) screen.srcObject = null
    for (const track of this.stream.getTracks()) track.stop()
    await this.sound.close()
  }
}
