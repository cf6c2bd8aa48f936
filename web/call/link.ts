import { Negotiation, type Said } from './negotiation'
import type { MediaState, Signal } from './protocol'
import { type Measured, measure } from './quality'

export type LinkState = 'connecting' | 'connected' | 'disconnected' | 'failed'
export type Place = 'microphone' | 'camera' | 'screen'

/** The two streams of an end: the person's sound and picture, and their screen. */
export interface OwnStreams {
  person: MediaStream
  screen: MediaStream
}

export interface LinkOptions {
  iceServers: RTCIceServer[]
  polite: boolean
  streams: OwnStreams
  say: (said: Said) => void
  changed: () => void
  odd: (error: unknown) => void
  /** Only through TURN servers. */
  relayOnly?: boolean
}

const STATES: Partial<Record<RTCPeerConnectionState, LinkState>> = {
  connected: 'connected',
  disconnected: 'disconnected',
  failed: 'failed',
}

/** One RTCPeerConnection to one window of the other person, from its first offer to its end. */
export class Link {
  readonly connection: RTCPeerConnection
  private readonly negotiation: Negotiation
  private readonly senders = new Map<Place, RTCRtpSender>()
  private readonly heard = new Map<string, MediaStream>()

  constructor(private readonly options: LinkOptions) {
    this.connection = new RTCPeerConnection({
      iceServers: options.iceServers,
      iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
    })
    this.negotiation = new Negotiation(this.connection, options.polite, options.say, options.odd)
    this.connection.addEventListener('connectionstatechange', options.changed)
    this.connection.addEventListener('track', (event) => this.take(event))
  }

  get state(): LinkState {
    // The connection's own state lags behind when ICE fails on a link that stood.
    if (this.connection.iceConnectionState === 'failed') return 'failed'
    return STATES[this.connection.connectionState] ?? 'connecting'
  }

  /** What is sent at first. With nothing to send, it still listens. */
  async begin(tracks: Partial<Record<Place, MediaStreamTrack | null>>): Promise<void> {
    for (const place of ['microphone', 'camera', 'screen'] as const) {
      const track = tracks[place]
      if (track) await this.put(place, track)
    }
    if (this.senders.size === 0) this.connection.addTransceiver('audio', { direction: 'recvonly' })
  }

  /** Sends this from here on; null sends nothing. Only the first track of a place has to be negotiated. */
  async put(place: Place, track: MediaStreamTrack | null): Promise<void> {
    const sender = this.senders.get(place)
    if (sender) await sender.replaceTrack(track)
    else if (track) {
      const stream = place === 'screen' ? this.options.streams.screen : this.options.streams.person
      this.senders.set(place, this.connection.addTrack(track, stream))
    }
  }

  private take(event: RTCTrackEvent): void {
    const stream = event.streams[0] ?? new MediaStream([event.track])
    this.heard.set(stream.id, stream)
    this.options.changed()
  }

  hear(signal: Extract<Signal, { type: 'offer' | 'answer' | 'candidate' }>): Promise<boolean> {
    return this.negotiation.hear(signal)
  }

  /** The other end's streams; which of them is a screen is what it says. */
  remote(media: MediaState | null): { person: MediaStream | null; screen: MediaStream | null } {
    const screen = media?.screen ? (this.heard.get(media.screen) ?? null) : null
    const others = [...this.heard.values()].filter((stream) => stream !== screen)
    const person = others.find((stream) => stream.getAudioTracks().length > 0) ?? others[0] ?? null
    return { person, screen }
  }

  /** New addresses are looked for, with credentials that still hold. */
  restart(iceServers: RTCIceServer[]): void {
    if (this.connection.signalingState === 'closed') return
    this.connection.setConfiguration({ ...this.connection.getConfiguration(), iceServers })
    this.connection.restartIce()
    this.negotiation.repeat()
  }

  /** After the way between the ends was gone: what may have been lost on it is said again. */
  repeat(): void {
    this.negotiation.repeat()
  }

  async measure(): Promise<Measured> {
    const report = (await this.connection.getStats()) as unknown as Map<string, { id: string; type: string }>
    return measure(report.values() as Iterable<never>, performance.now())
  }

  close(): void {
    this.negotiation.close()
    this.connection.close()
  }
}
