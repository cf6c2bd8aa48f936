import { MOST_CANDIDATES, type Signal } from './protocol'

/** The part of RTCPeerConnection that negotiation needs; tests give one of their own. */
export type Connection = Pick<
  RTCPeerConnection,
  | 'addEventListener'
  | 'addIceCandidate'
  | 'localDescription'
  | 'restartIce'
  | 'setLocalDescription'
  | 'setRemoteDescription'
  | 'signalingState'
>

export type Said =
  | { type: 'offer' | 'answer'; sdp: string }
  | { type: 'candidate'; candidates: RTCIceCandidateInit[] }

const GATHERED_FOR_MS = 40
const LETS_BEGIN_MS = 1_500

/**
 * Perfect negotiation (https://www.w3.org/TR/webrtc/#perfect-negotiation-example): either end may offer at any
 * time. When two offers meet, the polite end takes its own back, and the impolite one doesn't look at the other's.
 */
export class Negotiation {
  private making = false
  private ignoring = false
  private settling = false
  private gathered: RTCIceCandidateInit[] = []
  private timer: ReturnType<typeof setTimeout> | undefined
  private patience: ReturnType<typeof setTimeout> | undefined
  private begun: boolean
  private closed = false

  constructor(
    private readonly connection: Connection,
    private readonly polite: boolean,
    private readonly say: (said: Said) => void,
    /** Something the other end sent is of no use; the call goes on as it was. */
    private readonly odd: (error: unknown) => void,
  ) {
    this.begun = !polite
    connection.addEventListener('negotiationneeded', () => this.wanted())
    connection.addEventListener('icecandidate', (event) => this.gather(event.candidate))
  }

  /**
   * Both ends have something to offer at the very beginning. The polite one lets the other begin, so that their
   * first offers don't meet: it would only take its own back.
   */
  private wanted(): void {
    if (this.begun) void this.offer()
    else this.patience ??= setTimeout(() => void this.offer(), LETS_BEGIN_MS)
  }

  private async offer(): Promise<void> {
    if (this.closed || this.connection.signalingState === 'have-remote-offer') return
    this.begin()
    try {
      this.making = true
      await this.connection.setLocalDescription()
      this.describe()
    } catch (error) {
      if (!this.closed) this.odd(error)
    } finally {
      this.making = false
    }
  }

  private begin(): void {
    this.begun = true
    clearTimeout(this.patience)
  }

  private describe(): void {
    const description = this.connection.localDescription
    if (this.closed || !description) return
    if (description.type === 'offer' || description.type === 'answer') {
      this.say({ type: description.type, sdp: description.sdp })
    }
  }

  private gather(candidate: RTCIceCandidate | null): void {
    if (!candidate || this.closed) return
    this.gathered.push(candidate.toJSON())
    if (this.gathered.length >= MOST_CANDIDATES) this.flush()
    else this.timer ??= setTimeout(() => this.flush(), GATHERED_FOR_MS)
  }

  private flush(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    const candidates = this.gathered.splice(0)
    if (candidates.length > 0 && !this.closed) this.say({ type: 'candidate', candidates })
  }

  /** Whether it was of use. Never throws: what comes from outside may be anything. */
  async hear(signal: Extract<Signal, { type: 'offer' | 'answer' | 'candidate' }>): Promise<boolean> {
    if (this.closed) return false
    try {
      if (signal.type === 'candidate') await this.addCandidates(signal.candidates)
      else await this.take({ type: signal.type, sdp: signal.sdp })
      return true
    } catch (error) {
      if (!this.closed) this.odd(error)
      return false
    }
  }

  private async take(description: { type: 'offer' | 'answer'; sdp: string }): Promise<void> {
    const state = this.connection.signalingState
    const collision = description.type === 'offer' && (this.making || (state !== 'stable' && !this.settling))
    this.ignoring = !this.polite && collision
    if (this.ignoring) return
    this.begin()
    // An answer to an offer that was taken back meanwhile.
    if (description.type === 'answer' && state !== 'have-local-offer') return
    this.settling = description.type === 'answer'
    try {
      await this.connection.setRemoteDescription(description)
    } finally {
      this.settling = false
    }
    if (description.type === 'offer') {
      await this.connection.setLocalDescription()
      this.describe()
    }
  }

  private async addCandidates(candidates: RTCIceCandidateInit[]): Promise<void> {
    let odd: unknown = null
    for (const candidate of candidates) {
      // One that belongs to an offer that was taken back doesn't spoil the others.
      await this.connection.addIceCandidate(candidate).catch((error: unknown) => {
        odd = error
      })
    }
    // Those of an offer that was not looked at belong to nothing here.
    if (odd && !this.ignoring) throw odd
  }

  /** An offer that nobody answered may never have arrived. */
  repeat(): void {
    if (this.connection.signalingState === 'have-local-offer' && !this.making) this.describe()
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    clearTimeout(this.patience)
  }
}
