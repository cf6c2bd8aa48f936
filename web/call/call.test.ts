import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Call, type SignalChannel } from './call'
import type { Signal } from './protocol'

/** The browser's own parts, as far as the talk between two windows needs them. */
class ModelTrack extends EventTarget {
  enabled = true
  stopped = false
  constructor(readonly kind: string) {
    super()
  }
  stop() {
    this.stopped = true
  }
}

class ModelStream {
  static made = 0
  readonly id = `stream-${++ModelStream.made}`
  private tracks: ModelTrack[]
  constructor(tracks: ModelTrack[] = []) {
    this.tracks = [...tracks]
  }
  addTrack(track: ModelTrack) {
    this.tracks.push(track)
  }
  removeTrack(track: ModelTrack) {
    this.tracks = this.tracks.filter((each) => each !== track)
  }
  getTracks() {
    return this.tracks
  }
  getAudioTracks() {
    return this.tracks.filter((each) => each.kind === 'audio')
  }
  getVideoTracks() {
    return this.tracks.filter((each) => each.kind === 'video')
  }
}

class ModelPeerConnection extends EventTarget {
  static made: ModelPeerConnection[] = []
  signalingState = 'stable'
  connectionState = 'new'
  iceConnectionState = 'new'
  localDescription: unknown = null
  restarts = 0
  sent: (ModelTrack | null)[] = []
  constructor(readonly configuration: RTCConfiguration) {
    super()
    ModelPeerConnection.made.push(this)
  }
  addTrack(track: ModelTrack) {
    const place = this.sent.push(track) - 1
    return {
      replaceTrack: async (other: ModelTrack | null) => {
        this.sent[place] = other
      },
    }
  }
  addTransceiver() {}
  getConfiguration() {
    return this.configuration
  }
  setConfiguration() {}
  restartIce() {
    this.restarts += 1
  }
  async getStats() {
    return new Map()
  }
  async setLocalDescription() {}
  async setRemoteDescription() {}
  async addIceCandidate() {}
  close() {
    this.signalingState = 'closed'
  }
  become(state: string) {
    this.connectionState = state
    this.dispatchEvent(new Event('connectionstatechange'))
  }
}

/** Everything said is heard by all other windows, as the server does for the windows of the other person. */
class Wire {
  readonly said: Signal[] = []
  down = false
  private readonly ends: { side: string; hear: Set<(said: unknown) => void>; open: Set<() => void> }[] = []

  end(side: string): SignalChannel {
    const end = { side, hear: new Set<(said: unknown) => void>(), open: new Set<() => void>() }
    this.ends.push(end)
    return {
      send: (signal) => {
        if (this.down) return false
        this.said.push(signal)
        for (const other of this.ends.filter((each) => each.side !== side)) {
          queueMicrotask(() => {
            for (const listener of other.hear) listener(structuredClone(signal))
          })
        }
        return true
      },
      on: (listener) => {
        end.hear.add(listener)
        return () => end.hear.delete(listener)
      },
      onOpen: (listener) => {
        end.open.add(listener)
        return () => end.open.delete(listener)
      },
    }
  }
}

let denied: string | null = null
const made: Call[] = []

beforeEach(() => {
  vi.useFakeTimers()
  denied = null
  ModelPeerConnection.made = []
  vi.stubGlobal('MediaStream', ModelStream)
  vi.stubGlobal('RTCPeerConnection', ModelPeerConnection)
  vi.stubGlobal('navigator', {
    mediaDevices: {
      getUserMedia: async (asked: MediaStreamConstraints) => {
        if (denied) throw new DOMException('no', denied)
        return new ModelStream([new ModelTrack(asked.audio ? 'audio' : 'video')])
      },
      getDisplayMedia: async () => new ModelStream([new ModelTrack('video')]),
    },
  })
})

afterEach(() => {
  for (const call of made.splice(0)) call.end('hangup')
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

function window_(wire: Wire, side: 'customer' | 'agent', video = false): Call {
  const iceServers = async () => []
  const call = new Call({ channel: wire.end(side), polite: side === 'customer', video, iceServers })
  made.push(call)
  void call.start()
  return call
}

const soon = () => vi.advanceTimersByTimeAsync(50)
const connections = () => ModelPeerConnection.made.filter((each) => each.signalingState !== 'closed')

async function talking() {
  const wire = new Wire()
  const [customer, agent] = [window_(wire, 'customer'), window_(wire, 'agent')]
  await soon()
  for (const each of connections()) each.become('connected')
  return { wire, customer, agent }
}

describe('two windows', () => {
  test('find each other whoever comes first', async () => {
    const wire = new Wire()
    const agent = window_(wire, 'agent')
    await soon()
    expect(agent.state.phase).toBe('waiting')
    const customer = window_(wire, 'customer')
    await soon()
    expect([agent.state.phase, customer.state.phase]).toEqual(['connecting', 'connecting'])
    expect(connections()).toHaveLength(2)
  })

  test('say little once they have found each other', async () => {
    const { wire } = await talking()
    const before = wire.said.length
    await vi.advanceTimersByTimeAsync(60_000)
    expect(wire.said.length - before).toBeLessThan(16)
  })

  test('know what the other one sends', async () => {
    const { customer, agent } = await talking()
    await customer.setMicrophone(false)
    await customer.setCamera(true)
    await customer.setScreen(true)
    await soon()
    const { screen } = customer.state.own
    expect(agent.state.remote.media).toMatchObject({ microphone: false, camera: true, screen: screen.id })
    await customer.setScreen(false)
    await soon()
    expect(agent.state.remote.media).toMatchObject({ screen: null })
  })

  test('end together', async () => {
    const { customer, agent } = await talking()
    const tracks = agent.state.own.person.getTracks() as unknown as ModelTrack[]
    customer.hangUp()
    await soon()
    expect([customer.state.ending, agent.state.ending]).toEqual(['hangup', 'remote'])
    expect(connections()).toHaveLength(0)
    expect(tracks.every((track) => track.stopped)).toBe(true)
  })
})

describe('a microphone that may not be used', () => {
  test('is told, and the call goes on without', async () => {
    denied = 'NotAllowedError'
    const { customer, agent } = await talking()
    expect(customer.state.microphone).toEqual({ on: false, trouble: 'blocked' })
    expect(agent.state.phase).toBe('connected')
    denied = null
    await customer.setMicrophone(true)
    expect(customer.state.microphone).toEqual({ on: true, trouble: null })
  })
})

describe('a second window of the same person', () => {
  test('takes the call over, and the first one says so', async () => {
    const { wire, customer, agent } = await talking()
    const second = window_(wire, 'customer')
    await soon()
    for (const each of connections()) each.become('connected')
    expect(customer.state.ending).toBe('replaced')
    expect([second.state.phase, agent.state.phase]).toEqual(['connected', 'connected'])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(second.state.phase).toBe('connected')
  })
})

describe('a disturbed connection', () => {
  test('gets new addresses, then a new link, and goes on', async () => {
    const { customer, agent } = await talking()
    const first = connections()
    for (const each of first) each.become('disconnected')
    expect([customer.state.phase, agent.state.phase]).toEqual(['reconnecting', 'reconnecting'])
    await vi.advanceTimersByTimeAsync(6_000)
    expect(first.every((each) => each.restarts > 0)).toBe(true)
    await vi.advanceTimersByTimeAsync(40_000)
    expect(first.every((each) => each.signalingState === 'closed')).toBe(true)
    for (const each of connections()) each.become('connected')
    expect([customer.state.phase, agent.state.phase]).toEqual(['connected', 'connected'])
    expect(connections()).toHaveLength(2)
  })

  test('mends itself when the wire was down, too', async () => {
    const { wire, customer, agent } = await talking()
    wire.down = true
    for (const each of connections()) each.become('failed')
    await vi.advanceTimersByTimeAsync(60_000)
    wire.down = false
    await vi.advanceTimersByTimeAsync(20_000)
    for (const each of connections()) each.become('connected')
    expect([customer.state.phase, agent.state.phase]).toEqual(['connected', 'connected'])
  })
})

describe('recording', () => {
  test('is allowed once the one asked and the other agreed', async () => {
    const { customer, agent } = await talking()
    agent.askToRecord()
    await soon()
    expect([agent.mayRecord, customer.mayRecord, customer.state.consent.theirs]).toEqual([
      false,
      false,
      'asked',
    ])
    customer.answerRecording(true)
    await soon()
    expect([agent.mayRecord, customer.mayRecord]).toEqual([true, true])
    customer.withdrawRecording()
    await soon()
    expect([agent.mayRecord, customer.mayRecord]).toEqual([false, false])
    agent.askToRecord()
    await soon()
    expect(customer.state.consent).toEqual({ ours: null, theirs: 'asked' })
  })

  test('is asked anew of a new window', async () => {
    const { wire, agent, customer } = await talking()
    agent.askToRecord()
    await soon()
    customer.answerRecording(true)
    await soon()
    window_(wire, 'customer')
    await soon()
    expect(agent.mayRecord).toBe(false)
  })
})
