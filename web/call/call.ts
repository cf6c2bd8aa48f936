import { type Chosen, type DeviceTrouble, openCamera, openMicrophone, openScreen, troubleOf } from './devices'
import { Link, type OwnStreams, type Place } from './link'
import { type ConsentWord, type MediaState, newPeer, readSignal, type Signal } from './protocol'
import { compare, type Measured, type Statistics } from './quality'

/** What carries text between the two ends. */
export interface SignalChannel {
  /** False when it could not go out. */
  send: (signal: Signal) => boolean
  /** Hear what the other end said; returns the way to stop. */
  on: (listener: (said: unknown) => void) => () => void
  /** Told when the way stands again after it was gone. */
  onOpen: (listener: () => void) => () => void
}

export interface CallOptions {
  channel: SignalChannel
  /** Of the two ends exactly one is polite: the customer's. */
  polite: boolean
  /** Begin with the camera on. */
  video: boolean
  iceServers: () => Promise<RTCIceServer[]>
  chosen?: Chosen
  /** Only through TURN servers: for networks that demand it, and to prove a TURN server. */
  relayOnly?: boolean
}

export type Phase = 'starting' | 'waiting' | 'connecting' | 'connected' | 'reconnecting' | 'ended'
export type Ending = 'hangup' | 'remote' | 'replaced'

export interface Own {
  on: boolean
  trouble: DeviceTrouble | null
}

export interface CallState {
  phase: Phase
  ending: Ending | null
  /** The other person's window was closed; they may come back. */
  left: boolean
  microphone: Own
  camera: Own
  screen: Own
  chosen: Chosen
  own: OwnStreams
  remote: { person: MediaStream | null; screen: MediaStream | null; media: MediaState | null }
  /** Milliseconds since 1970. */
  connectedAt: number | null
  statistics: Statistics | null
  consent: { ours: ConsentWord | null; theirs: ConsentWord | null }
}

const TICK_MS = 2_000
const HEARTBEAT_TICKS = 8
/** How long a disturbed link may mend itself before new addresses are looked for. */
const PATIENCE_MS = 2_500
/** And how long each try may take. */
const TRY_MS = 8_000
const TRIES_PER_LINK = 2
const NOBODY = { person: null, screen: null, media: null }

/** One end of a call. Framework-free: `subscribe` and `state` are all a page needs. */
export class Call {
  state: CallState
  private peer = newPeer()
  private other: string | null = null
  private mutual = false
  private readonly past = new Set<string>()
  private link: Link | null = null
  private iceServers: RTCIceServer[] = []
  private readonly tracks: Partial<Record<Place, MediaStreamTrack | null>> = {}
  private readonly listeners = new Set<() => void>()
  private readonly stops: (() => void)[] = []
  private ticks = 0
  private troubledSince = 0
  private tries = 0
  private measured: Measured | null = null
  private work: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: CallOptions) {
    this.state = {
      phase: 'starting',
      ending: null,
      left: false,
      microphone: { on: false, trouble: null },
      camera: { on: false, trouble: null },
      screen: { on: false, trouble: null },
      chosen: options.chosen ?? {},
      own: { person: new MediaStream(), screen: new MediaStream() },
      remote: NOBODY,
      connectedAt: null,
      statistics: null,
      consent: { ours: null, theirs: null },
    }
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private set(change: Partial<CallState>): void {
    this.state = { ...this.state, ...change }
    for (const listener of [...this.listeners]) listener()
  }

  private get ended(): boolean {
    return this.state.phase === 'ended'
  }

  // From the beginning to the end.

  /** Fetches devices and addresses, then looks for the other end. A missing device doesn't hinder the call. */
  async start(): Promise<void> {
    this.listen()
    const asked = this.open('microphone')
    const [ice] = await Promise.all([
      this.options.iceServers(),
      this.options.video ? asked.then(() => this.open('camera')) : asked,
    ])
    if (this.ended) return
    this.iceServers = ice
    this.set({ phase: 'waiting' })
    this.sayReady()
  }

  private listen(): void {
    const { channel } = this.options
    this.stops.push(channel.on((said) => this.hear(readSignal(said))))
    this.stops.push(channel.onOpen(() => this.channelOpened()))
    const timer = setInterval(() => this.tick(), TICK_MS)
    const restart = () => void this.restart()
    const leave = () => this.say({ type: 'bye', peer: this.peer, to: this.other, reason: 'left' })
    const network = (navigator as Navigator & { connection?: EventTarget }).connection
    window.addEventListener('online', restart)
    window.addEventListener('pagehide', leave)
    network?.addEventListener('change', restart)
    this.stops.push(() => {
      clearInterval(timer)
      window.removeEventListener('online', restart)
      window.removeEventListener('pagehide', leave)
      network?.removeEventListener('change', restart)
    })
  }

  hangUp(): void {
    if (this.ended) return
    this.say({ type: 'bye', peer: this.peer, to: null, reason: 'hangup' })
    this.end('hangup')
  }

  /** Everything is given back: devices, connection, listeners. */
  end(ending: Ending): void {
    if (this.ended) return
    for (const stop of this.stops.splice(0)) stop()
    this.link?.close()
    this.link = null
    for (const place of Object.keys(this.tracks) as Place[]) this.drop(place)
    this.set({ phase: 'ended', ending, remote: NOBODY })
  }

  // Own devices.

  private drop(place: Place): void {
    const track = this.tracks[place]
    this.tracks[place] = null
    if (!track) return
    const stream = place === 'screen' ? this.state.own.screen : this.state.own.person
    stream.removeTrack(track)
    track.stop()
  }

  private opened(place: Place): Promise<MediaStreamTrack | null> {
    const { microphone, camera } = this.state.chosen
    if (place === 'microphone') return openMicrophone(microphone)
    return place === 'camera' ? openCamera(camera) : openScreen()
  }

  /** Whether it is on now. The trouble is in the state. */
  private async open(place: Place): Promise<boolean> {
    try {
      const track = await this.opened(place)
      if (this.ended || !track) {
        track?.stop()
        return false
      }
      this.drop(place)
      this.tracks[place] = track
      const stream = place === 'screen' ? this.state.own.screen : this.state.own.person
      stream.addTrack(track)
      // Unplugged, or stopped by the browser's own button.
      track.addEventListener('ended', () => {
        if (this.tracks[place] === track) void this.close(place)
      })
      this.set({ [place]: { on: true, trouble: null } })
      return true
    } catch (error) {
      this.set({ [place]: { on: false, trouble: troubleOf(error) } })
      return false
    }
  }

  private async close(place: Place): Promise<void> {
    this.drop(place)
    this.set({ [place]: { on: false, trouble: null } })
    await this.link?.put(place, null)
    this.sayMedia()
  }

  /** One thing after the other: a key pressed twice opens no device twice. */
  private inTurn(act: () => Promise<void>): Promise<void> {
    const done = this.work.then(() => (this.ended ? undefined : act()))
    this.work = done.catch(() => undefined)
    return done
  }

  private async show(place: Place): Promise<void> {
    if (await this.open(place)) await this.link?.put(place, this.tracks[place] ?? null)
    this.sayMedia()
  }

  /** A muted microphone stays open, so that it can speak again at once; nothing of it is sent. */
  setMicrophone(on: boolean): Promise<void> {
    return this.inTurn(async () => {
      const track = this.tracks.microphone
      if (!track) return on ? await this.show('microphone') : undefined
      track.enabled = on
      this.set({ microphone: { on, trouble: null } })
      this.sayMedia()
    })
  }

  /** A camera that is off is given back: its light goes out. */
  setCamera(on: boolean): Promise<void> {
    return this.inTurn(() => (on ? this.show('camera') : this.close('camera')))
  }

  setScreen(on: boolean): Promise<void> {
    return this.inTurn(() => (on ? this.show('screen') : this.close('screen')))
  }

  choose(chosen: Chosen): Promise<void> {
    return this.inTurn(async () => {
      const before = this.state.chosen
      this.set({ chosen: { ...before, ...chosen } })
      const muted = this.tracks.microphone?.enabled === false
      if (chosen.microphone && chosen.microphone !== before.microphone) {
        await this.show('microphone')
        if (muted && this.tracks.microphone) {
          this.tracks.microphone.enabled = false
          this.set({ microphone: { on: false, trouble: null } })
          this.sayMedia()
        }
      }
      if (chosen.camera && chosen.camera !== before.camera && this.state.camera.on) await this.show('camera')
    })
  }

  // What the ends say.

  private say(signal: Signal): void {
    if (!this.ended) this.options.channel.send(signal)
  }

  private sayReady(): void {
    this.say({ type: 'ready', peer: this.peer, seen: this.other })
  }

  private sayMedia(): void {
    if (!this.mutual) return
    const { microphone, camera, screen, own } = this.state
    const shown = screen.on ? own.screen.id : null
    this.say({ type: 'media', peer: this.peer, microphone: microphone.on, camera: camera.on, screen: shown })
  }

  private hear(signal: Signal | null): void {
    if (!signal || this.ended) return
    if (signal.type === 'ready') {
      if (this.state.phase !== 'starting') this.heardReady(signal.peer, signal.seen)
      return
    }
    if ('to' in signal && signal.to !== null && signal.to !== this.peer) return
    if (signal.peer !== this.other) return
    if (signal.type === 'media') this.set({ remote: { ...this.state.remote, media: signal } })
    else if (signal.type === 'consent') this.heardConsent(signal.state)
    else if (signal.type === 'bye') this.heardBye(signal.reason)
    else void this.link?.hear(signal)
    if (signal.type === 'media') this.look()
  }

  private heardReady(peer: string, seen: string | null): void {
    if (this.past.has(peer)) return
    if (peer !== this.other) {
      if (this.other) {
        // The same person opened another window, or theirs began anew.
        this.say({ type: 'bye', peer: this.peer, to: this.other, reason: 'replaced' })
        this.past.add(this.other)
      }
      this.part()
      this.other = peer
    }
    if (seen !== this.peer) this.sayReady()
    else if (!this.mutual) {
      this.mutual = true
      // Before the first offer, so that it is expected there.
      this.sayReady()
      this.sayMedia()
      this.join()
    }
  }

  private heardBye(reason: 'hangup' | 'left' | 'replaced'): void {
    if (reason === 'hangup') this.end('remote')
    else if (reason === 'replaced') this.end('replaced')
    else if (this.other) {
      this.past.add(this.other)
      this.part()
      this.other = null
      this.set({ phase: 'waiting', left: true })
    }
  }

  // The connection.

  /** Away from the other's window, as if nobody had been there. What was agreed with it is void. */
  private part(): void {
    this.link?.close()
    this.link = null
    this.mutual = false
    this.measured = null
    this.set({ remote: NOBODY, statistics: null, consent: { ours: null, theirs: null } })
  }

  private join(): void {
    this.link = new Link({
      iceServers: this.iceServers,
      polite: this.options.polite,
      streams: this.state.own,
      relayOnly: this.options.relayOnly,
      say: (said) => {
        if (this.other) this.say({ ...said, peer: this.peer, to: this.other })
      },
      changed: () => this.look(),
      odd: () => this.link?.repeat(),
    })
    this.troubledSince = Date.now()
    this.set({ phase: this.state.connectedAt ? 'reconnecting' : 'connecting', left: false })
    void this.link.begin(this.tracks)
  }

  /** Takes over what the connection has become. */
  private look(): void {
    const link = this.link
    if (!link || this.ended) return
    const remote = { ...link.remote(this.state.remote.media), media: this.state.remote.media }
    if (link.state === 'connected') {
      this.tries = 0
      this.set({ phase: 'connected', connectedAt: this.state.connectedAt ?? Date.now(), remote })
      return
    }
    if (this.state.phase === 'connected') {
      this.troubledSince = Date.now()
      this.set({ phase: 'reconnecting', remote })
    } else this.set({ remote })
    if (link.state === 'failed') void this.restart()
  }

  /** New addresses for the same link; where that didn't help, a new link. */
  private async restart(): Promise<void> {
    if (!this.link || this.ended) return
    this.tries += 1
    this.troubledSince = Date.now()
    try {
      this.iceServers = await this.options.iceServers()
    } catch {
      // Those we have may still do.
    }
    if (this.tries > TRIES_PER_LINK) this.renew()
    else this.link?.restart(this.iceServers)
  }

  /** As another peer: the other end lets go of its half, too. */
  private renew(): void {
    if (this.ended) return
    this.tries = 0
    this.past.add(this.peer)
    this.part()
    this.peer = newPeer()
    this.set({ phase: 'reconnecting' })
    this.sayReady()
  }

  private channelOpened(): void {
    if (this.state.phase === 'starting') return
    this.sayReady()
    this.sayMedia()
    this.link?.repeat()
    if (this.state.phase === 'reconnecting') void this.restart()
  }

  private tick(): void {
    const { phase } = this.state
    this.ticks += 1
    if (phase === 'starting') return
    if (phase === 'connected') {
      this.tries = 0
      if (this.ticks % HEARTBEAT_TICKS === 0) this.sayReady()
      void this.measure()
      return
    }
    this.sayReady()
    const late = Date.now() - this.troubledSince
    const patience = this.tries === 0 && phase === 'reconnecting' ? PATIENCE_MS : TRY_MS
    if (this.link && late > patience) void this.restart()
  }

  private async measure(): Promise<void> {
    const link = this.link
    if (!link) return
    const now = await link.measure()
    if (link !== this.link || this.ended) return
    if (this.measured) this.set({ statistics: compare(this.measured, now) })
    this.measured = now
  }

  // Recording.

  /** Asking is consenting for this end. */
  askToRecord(): void {
    this.consent('asked')
  }

  answerRecording(given: boolean): void {
    this.consent(given ? 'given' : 'refused')
  }

  /** No more recording, whoever wanted it. */
  withdrawRecording(): void {
    this.consent('withdrawn')
  }

  private consent(state: ConsentWord): void {
    if (!this.mutual) return
    this.say({ type: 'consent', peer: this.peer, state })
    const { consent } = this.state
    // A new question needs a new answer.
    this.set({ consent: { ours: state, theirs: state === 'asked' ? null : consent.theirs } })
  }

  private heardConsent(theirs: ConsentWord): void {
    const { ours } = this.state.consent
    this.set({ consent: { ours: theirs === 'asked' ? null : ours, theirs } })
  }

  /** Both have agreed: one asked, the other gave it. */
  get mayRecord(): boolean {
    const { ours, theirs } = this.state.consent
    return (ours === 'asked' && theirs === 'given') || (ours === 'given' && theirs === 'asked')
  }
}
