import { describe, expect, test } from 'vitest'
import { compare, type Measured, measure, opinionScore, qualityOf } from './quality'
import { placed } from './recorder'

const REPORT = [
  { id: 'T', type: 'transport', selectedCandidatePairId: 'P' },
  { id: 'O', type: 'candidate-pair', nominated: true, currentRoundTripTime: 9 },
  {
    id: 'P',
    type: 'candidate-pair',
    nominated: true,
    currentRoundTripTime: 0.08,
    localCandidateId: 'L',
    remoteCandidateId: 'R',
  },
  { id: 'L', type: 'local-candidate', candidateType: 'relay' },
  { id: 'R', type: 'remote-candidate', candidateType: 'host' },
  {
    id: 'A',
    type: 'inbound-rtp',
    kind: 'audio',
    bytesReceived: 1000,
    packetsReceived: 95,
    packetsLost: 5,
    jitter: 0.01,
    totalAudioEnergy: 0.5,
  },
  {
    id: 'V',
    type: 'inbound-rtp',
    kind: 'video',
    bytesReceived: 9000,
    packetsReceived: 100,
    packetsLost: 0,
    framesDecoded: 30,
  },
  { id: 'S', type: 'outbound-rtp', kind: 'audio', bytesSent: 700 },
]

const NOTHING: Measured = {
  at: 0,
  bytesReceived: 0,
  bytesSent: 0,
  packetsReceived: 0,
  packetsLost: 0,
  framesDecoded: 0,
  audioEnergy: 0,
  roundTrip: null,
  jitter: null,
  relayed: false,
}

describe('the quality of a call', () => {
  test('is added up from what the browser reports, by the pair that is in use', () => {
    expect(measure(REPORT, 5)).toEqual({
      at: 5,
      bytesReceived: 10_000,
      bytesSent: 700,
      packetsReceived: 195,
      packetsLost: 5,
      framesDecoded: 30,
      audioEnergy: 0.5,
      roundTrip: 0.08,
      jitter: 0.01,
      relayed: true,
    })
  })

  test('is that of the time since the last look', () => {
    const statistics = compare(NOTHING, measure(REPORT, 2000))
    expect(statistics.bitrate).toBe(40_000)
    expect(statistics.framesPerSecond).toBe(15)
    expect(statistics.loss).toBeCloseTo(0.025)
    expect(statistics.roundTripMs).toBe(80)
    expect(statistics.quality).toBe('good')
  })

  test('survives an empty report, and counters that begin anew', () => {
    const statistics = compare(measure(REPORT, 0), measure([], 0))
    expect(statistics.loss).toBe(0)
    expect(statistics.bitrate).toBe(0)
    expect(statistics.framesPerSecond).toBe(0)
    expect(Number.isFinite(statistics.score)).toBe(true)
  })

  test('falls with delay and with loss, within the scale', () => {
    // R = 93.2 is 4.41 by G.107 annex B.
    expect(opinionScore(0, 0)).toBeCloseTo(4.41, 2)
    expect(opinionScore(400, 0)).toBeLessThan(opinionScore(150, 0))
    expect(opinionScore(50, 0.1)).toBeLessThan(opinionScore(50, 0.01))
    expect(opinionScore(10_000, 1)).toBe(1)
    expect(qualityOf(opinionScore(100, 0.005))).toBe('good')
    expect(qualityOf(opinionScore(100, 0.08))).toBe('fair')
    expect(qualityOf(opinionScore(300, 0.2))).toBe('poor')
  })
})

describe('a recorded picture', () => {
  test('is whole, as large as it can be, and in the middle', () => {
    const into = { width: 960, height: 540 }
    expect(placed(1920, 1080, into)).toEqual({ x: 0, y: 0, width: 960, height: 540 })
    expect(placed(480, 640, into)).toEqual({ x: 278, y: 0, width: 405, height: 540 })
    expect(placed(0, 0, into)).toMatchObject({ width: 0, height: 0 })
  })
})
