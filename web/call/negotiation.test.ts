import { describe, expect, test, vi } from 'vitest'
import { type Connection, Negotiation, type Said } from './negotiation'

/**
 * The browser's half: a connection with the state machine of RFC 8829 (3.2), rollback included. A description is
 * "version:lines"; applying an offer of another's makes both ends' lines known to both.
 */
class ModelConnection extends EventTarget {
  signalingState: RTCSignalingState = 'stable'
  localDescription: RTCSessionDescription | null = null
  agreed = 0
  wanted = 0
  added: string[] = []

  want(): void {
    this.wanted += 1
    this.fire()
  }

  async setLocalDescription(): Promise<void> {
    await Promise.resolve()
    if (this.signalingState === 'have-remote-offer') {
      this.describe('answer')
      this.settle()
    } else if (this.signalingState === 'stable') {
      this.describe('offer')
      this.signalingState = 'have-local-offer'
    }
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    await Promise.resolve()
    if (!description.sdp?.startsWith('v=0')) throw new DOMException('Not SDP', 'OperationError')
    if (description.type === 'offer') {
      // Having an offer of its own, it is rolled back.
      this.signalingState = 'have-remote-offer'
      return
    }
    if (this.signalingState !== 'have-local-offer') throw new DOMException('state', 'InvalidStateError')
    this.settle()
  }

  private describe(type: 'offer' | 'answer'): void {
    this.localDescription = { type, sdp: `v=0 ${this.wanted}` } as RTCSessionDescription
  }

  private settle(): void {
    const mine = this.localDescription?.type === 'offer'
    this.signalingState = 'stable'
    if (mine) this.agreed = this.wanted
    // What was wanted and not in the other's offer asks again, as browsers do.
    else if (this.agreed < this.wanted) this.fire()
  }

  /** A task of its own, after whoever waits for the state has been told. */
  private fire(): void {
    setTimeout(() => {
      if (this.signalingState === 'stable') this.dispatchEvent(new Event('negotiationneeded'))
    }, 0)
  }

  async addIceCandidate(candidate?: RTCIceCandidateInit | null): Promise<void> {
    if (this.signalingState === 'have-local-offer' && !this.agreed)
      throw new DOMException('no', 'OperationError')
    this.added.push(candidate?.candidate ?? '')
  }

  restartIce(): void {
    this.want()
  }
}

function pair(delay: () => number) {
  const [polite, impolite] = [new ModelConnection(), new ModelConnection()]
  const odd = vi.fn()
  const ends: Negotiation[] = []
  let last = 0
  const carry = (to: number) => (said: Said) => {
    // In order, as a socket carries it.
    last = Math.max(last + 1, performance.now() + delay())
    const signal = { ...said, peer: 'aaaaaaaaaa', to: 'bbbbbbbbbb' } as never
    setTimeout(() => void ends[to]?.hear(signal), last - performance.now())
  }
  ends.push(new Negotiation(polite as unknown as Connection, true, carry(1), odd))
  ends.push(new Negotiation(impolite as unknown as Connection, false, carry(0), odd))
  return { polite, impolite, ends, odd }
}

const settled = async () => {
  await vi.advanceTimersByTimeAsync(5_000)
}

describe('negotiation', () => {
  test('one offer is answered', async () => {
    vi.useFakeTimers()
    const { polite, impolite } = pair(() => 5)
    polite.want()
    await settled()
    expect([polite.signalingState, impolite.signalingState]).toEqual(['stable', 'stable'])
    expect(polite.agreed).toBe(1)
  })

  test('when both offer at once, both come to an agreement and nothing that was wanted is lost', async () => {
    vi.useFakeTimers()
    for (let round = 0; round < 200; round += 1) {
      const { polite, impolite, odd } = pair(() => Math.random() * 20)
      for (let n = 0; n < 4; n += 1) {
        if (Math.random() < 0.7) polite.want()
        if (Math.random() < 0.7) impolite.want()
        await vi.advanceTimersByTimeAsync(Math.random() * 25)
      }
      await settled()
      expect([polite.signalingState, impolite.signalingState]).toEqual(['stable', 'stable'])
      expect(polite.agreed).toBe(polite.wanted)
      expect(impolite.agreed).toBe(impolite.wanted)
      expect(odd).not.toHaveBeenCalled()
    }
  })

  test('a malformed description is of no use and does no harm', async () => {
    vi.useFakeTimers()
    const { polite, impolite, ends, odd } = pair(() => 1)
    const heard = ends[0]?.hear({ type: 'offer', peer: 'aaaaaaaaaa', to: 'bbbbbbbbbb', sdp: '\u0000' })
    expect(await heard).toBe(false)
    expect(odd).toHaveBeenCalledOnce()
    impolite.want()
    await settled()
    expect([polite.signalingState, impolite.signalingState]).toEqual(['stable', 'stable'])
    expect(impolite.agreed).toBe(1)
  })

  test('an answer that nobody waits for is passed over', async () => {
    vi.useFakeTimers()
    const { polite, ends, odd } = pair(() => 1)
    await ends[0]?.hear({ type: 'answer', peer: 'aaaaaaaaaa', to: 'bbbbbbbbbb', sdp: 'v=0 9' })
    expect(polite.signalingState).toBe('stable')
    expect(odd).not.toHaveBeenCalled()
  })

  test('an offer that may be lost is said again', async () => {
    vi.useFakeTimers()
    const connection = new ModelConnection()
    const said: Said[] = []
    const lost = new Negotiation(
      connection as unknown as Connection,
      true,
      (each) => said.push(each),
      vi.fn(),
    )
    connection.want()
    await settled()
    lost.repeat()
    expect(said.map((each) => each.type)).toEqual(['offer', 'offer'])
  })

  test('candidates of a moment go together', async () => {
    vi.useFakeTimers()
    const connection = new ModelConnection()
    const said: Said[] = []
    new Negotiation(connection as unknown as Connection, true, (each) => said.push(each), vi.fn())
    for (let n = 0; n < 70; n += 1) {
      const candidate = { toJSON: () => ({ candidate: `candidate:${n}`, sdpMid: '0' }) }
      connection.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate }))
    }
    connection.dispatchEvent(Object.assign(new Event('icecandidate'), { candidate: null }))
    await settled()
    const sizes = said.map((each) => (each.type === 'candidate' ? each.candidates.length : -1))
    expect(sizes).toEqual([32, 32, 6])
  })

  test('nothing is said once it is closed', async () => {
    vi.useFakeTimers()
    const connection = new ModelConnection()
    const say = vi.fn()
    const closed = new Negotiation(connection as unknown as Connection, true, say, vi.fn())
    closed.close()
    connection.want()
    await settled()
    expect(say).not.toHaveBeenCalled()
  })
})

describe('the beginning', () => {
  test('is left to the impolite end, for a while', async () => {
    vi.useFakeTimers()
    const { polite, impolite, odd } = pair(() => 5)
    const offered: string[] = []
    for (const [name, end] of Object.entries({ polite, impolite })) {
      const stock = end.setLocalDescription.bind(end)
      end.setLocalDescription = async () => {
        offered.push(`${name} ${end.signalingState}`)
        await stock()
      }
      end.want()
    }
    await settled()
    expect(offered[0]).toBe('impolite stable')
    expect([polite.agreed, impolite.agreed]).toEqual([1, 1])
    expect(odd).not.toHaveBeenCalled()
  })

  test('of candidates that come with one for an offer that was taken back, the others are used', async () => {
    vi.useFakeTimers()
    const connection = new ModelConnection()
    const added: string[] = []
    connection.addIceCandidate = async (candidate) => {
      if (candidate?.candidate === 'old') throw new DOMException('ufrag', 'OperationError')
      added.push(candidate?.candidate ?? '')
    }
    const odd = vi.fn()
    const end = new Negotiation(connection as unknown as Connection, true, vi.fn(), odd)
    const candidates = ['a', 'old', 'b'].map((candidate) => ({ candidate }))
    await end.hear({ type: 'candidate', peer: 'aaaaaaaaaa', to: 'bbbbbbbbbb', candidates })
    expect(added).toEqual(['a', 'b'])
    expect(odd).toHaveBeenCalledOnce()
  })
})
