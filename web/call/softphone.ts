/**
 * The telephone of an operator: the microphone goes to Ringdesk's mixer and comes back as whoever is
 * in the call. It is connected once for a shift; calls come and go behind it without any negotiation.
 * No framework, no dependency, no words: import it lazily (`import('@call/softphone')`).
 *
 * ```ts
 * const phone = new Softphone({ channel, iceServers })
 * phone.subscribe(() => draw(phone.state))
 * await phone.start()          // asks for the microphone; throws what getUserMedia throws
 * await phone.start({ microphone: false })  // hears only, until `use()` fetches one and `release()` gives it back
 * audioElement.srcObject = phone.sound
 * phone.mute(true); phone.press('5'); phone.hangUp(); phone.stop()
 * ```
 *
 * `channel` is how one speaks to the server: `say(type, data)` sends `softphone.offer`, `.candidate`,
 * `.key`, `.mute`, `.hang_up`; `on(type, listener)` hears `softphone.answer` and `softphone.state`;
 * `onOpen(listener)` hears that the socket stands (again). `on` and `onOpen` return how to stop.
 * Whether the party is on hold is the server's to say (`state.held`); to hold is REST's
 * (`POST /api/app/calls/{id}/hold`).
 *
 * It finds its way again by itself: after a change of network, after sleep, and after the server was
 * started anew, with a new offer every few seconds until it is connected. While the socket is gone it waits
 * for that; where one may not make calls (any more) it is switched off (`state.refused`), until `start()`.
 */

import { openMicrophone } from './devices'
import { OFF, type SoftphoneState, type Supervising } from './softphone-state'

export type { SoftphoneState, Supervising } from './softphone-state'

export type SoftphoneKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#'

export interface SoftphoneLetters {
  'softphone.answer': { sdp: string }
  'softphone.state': {
    connected: boolean
    call_id: number | null
    held: boolean
    supervising: Supervising | null
    /** Why there will be no telephone, as an error's code. */
    refused: string | null
  }
}

export interface SoftphoneChannel {
  /** False: the socket does not stand, and it was not said. */
  say: (type: string, data: unknown) => boolean
  on: <T extends keyof SoftphoneLetters>(type: T, listener: (data: SoftphoneLetters[T]) => void) => () => void
  onOpen: (listener: () => void) => () => void
}

export interface SoftphoneOptions {
  channel: SoftphoneChannel
  iceServers: () => Promise<RTCIceServer[]>
  /** The microphone's deviceId; any if it is gone. */
  microphone?: string
}

const AGAIN_MS = 4_000
const LOST_MS = 3_000

export class Softphone {
  private connection: RTCPeerConnection | null = null
  private track: MediaStreamTrack | null = null
  private readonly heard = new MediaStream()
  private readonly listeners = new Set<() => void>()
  private readonly endings: (() => void)[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private now: SoftphoneState = OFF

  constructor(private readonly options: SoftphoneOptions) {}

  /** A new object whenever something changed. */
  get state(): SoftphoneState {
    return this.now
  }

  /** For an audio element; the same for the whole shift. */
  get sound(): MediaStream {
    return this.heard
  }

  /** For a level meter. */
  get microphone(): MediaStreamTrack | null {
    return this.track
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  async start({ microphone = true } = {}): Promise<void> {
    if (this.now.connection !== 'off') return
    this.change({ connection: 'connecting', refused: false })
    try {
      if (microphone) await this.use(this.options.microphone)
    } catch (error) {
      this.change({ connection: 'off' })
      throw error
    }
    const { channel } = this.options
    const online = () => void this.connect()
    window.addEventListener('online', online)
    this.endings.push(
      channel.on('softphone.answer', (answer) => void this.answered(answer.sdp)),
      channel.on('softphone.state', (told) => {
        if (told.refused) this.refuse()
        else this.change({ callId: told.call_id, held: told.held, supervising: told.supervising })
      }),
      // The server may be another one now, which knows nothing of us.
      channel.onOpen(() => void this.connect()),
      () => window.removeEventListener('online', online),
    )
    await this.connect()
  }

  stop(): void {
    clearTimeout(this.timer)
    for (const end of this.endings.splice(0)) end()
    this.drop()
    this.track?.stop()
    this.track = null
    this.change(OFF)
  }

  /** A microphone, or another one, in the middle of a call. */
  async use(deviceId?: string): Promise<void> {
    const track = await openMicrophone(deviceId)
    this.track?.stop()
    this.track = track
    track.enabled = !this.now.muted
    track.addEventListener('ended', () => {
      if (this.track === track) this.change({ silent: true })
    })
    this.change({ silent: false, microphone: true })
    await this.sender()?.replaceTrack(track)
  }

  /** Back to hearing only. */
  async release(): Promise<void> {
    this.track?.stop()
    this.track = null
    this.change({ silent: false, microphone: false })
    await this.sender()?.replaceTrack(null)
  }

  /** Here and on the server: whichever hears of it first. */
  mute(on: boolean): void {
    if (this.track) this.track.enabled = !on
    this.change({ muted: on })
    if (this.now.connection === 'connected') this.options.channel.say('softphone.mute', { on })
  }

  press(digit: SoftphoneKey): void {
    this.options.channel.say('softphone.key', { digit })
  }

  /** Ends the call, or leaves the one that is listened to; the telephone stays connected. */
  hangUp(): void {
    this.options.channel.say('softphone.hang_up', {})
  }

  private change(what: Partial<SoftphoneState>): void {
    const next = { ...this.now, ...what }
    if (Object.entries(next).every(([name, value]) => this.now[name as keyof SoftphoneState] === value))
      return
    this.now = next
    for (const listener of this.listeners) listener()
  }

  /** The same offer would be refused again: the rights have to change first. */
  private refuse(): void {
    this.stop()
    this.change({ refused: true })
  }

  /** It may have been switched off while one waited. */
  private isOff(): boolean {
    return this.now.connection === 'off'
  }

  private sender(): RTCRtpSender | undefined {
    return this.connection?.getSenders()[0]
  }

  /** A new connection in place of the old one; on the server it stays in its call. */
  private async connect(): Promise<void> {
    if (this.now.connection === 'off') return
    this.drop()
    this.change({ connection: this.now.connection === 'connected' ? 'lost' : this.now.connection })
    this.again(AGAIN_MS)
    let iceServers: RTCIceServer[] = []
    try {
      iceServers = await this.options.iceServers()
    } catch {
      // On one machine, or in one network, there is a way without them.
    }
    if (this.connection || this.isOff()) return
    const connection = new RTCPeerConnection({ iceServers, bundlePolicy: 'max-bundle' })
    this.connection = connection
    // Without a track, too, there is a way for one: a microphone may come later, without an offer.
    connection.addTransceiver(this.track ?? 'audio', { direction: 'sendrecv' })
    connection.addEventListener('track', (event) => {
      for (const old of this.heard.getTracks()) this.heard.removeTrack(old)
      this.heard.addTrack(event.track)
    })
    connection.addEventListener('icecandidate', ({ candidate }) => {
      if (candidate?.candidate && this.connection === connection && connection.remoteDescription) {
        this.tell(candidate)
      } else if (candidate?.candidate) this.early.push(candidate)
    })
    connection.addEventListener('connectionstatechange', () => this.moved(connection))
    const offer = await connection.createOffer()
    await connection.setLocalDescription(offer)
    if (this.connection !== connection || !offer.sdp) return
    // Not said: `onOpen` is when it can be.
    if (!this.options.channel.say('softphone.offer', { sdp: offer.sdp })) clearTimeout(this.timer)
  }

  /** Those that were found before the server knew the offer. */
  private early: RTCIceCandidate[] = []

  private tell(candidate: RTCIceCandidate): void {
    this.options.channel.say('softphone.candidate', {
      candidate: candidate.candidate,
      sdp_mid: candidate.sdpMid,
      sdp_m_line_index: candidate.sdpMLineIndex,
    })
  }

  private async answered(sdp: string): Promise<void> {
    const connection = this.connection
    if (connection?.signalingState !== 'have-local-offer') return
    await connection.setRemoteDescription({ type: 'answer', sdp })
    for (const candidate of this.early.splice(0)) this.tell(candidate)
  }

  private moved(connection: RTCPeerConnection): void {
    if (this.connection !== connection) return
    const { connectionState } = connection
    if (connectionState === 'connected') {
      clearTimeout(this.timer)
      this.change({ connection: 'connected' })
      if (this.now.muted) this.mute(true)
    } else if (connectionState === 'failed') {
      this.change({ connection: 'lost' })
      this.again(0)
    } else if (connectionState === 'disconnected') {
      this.change({ connection: 'lost' })
      this.again(LOST_MS)
    }
  }

  private again(inMs: number): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      if (this.connection?.connectionState !== 'connected') void this.connect()
    }, inMs)
  }

  private drop(): void {
    this.connection?.close()
    this.connection = null
    this.early = []
  }
}
