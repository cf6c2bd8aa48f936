import { describe, expect, test } from 'vitest'
import { LONGEST_SDP, newPeer, readSignal, type Signal } from './protocol'

const peer = 'abcdefgh12'
const to = 'hgfedcba21'
const good: Signal[] = [
  { type: 'ready', peer, seen: null },
  { type: 'ready', peer, seen: to },
  { type: 'offer', peer, to, sdp: 'v=0\r\n' },
  { type: 'answer', peer, to, sdp: 'v=0\r\n' },
  { type: 'candidate', peer, to, candidates: [{ candidate: '', sdpMid: '0', sdpMLineIndex: 0 }] },
  { type: 'media', peer, microphone: true, camera: false, screen: null },
  { type: 'consent', peer, state: 'asked' },
  { type: 'bye', peer, to: null, reason: 'hangup' },
]

describe('a signal', () => {
  test('of each kind is understood', () => {
    for (const signal of good) expect(readSignal(signal)).toEqual(signal)
  })

  test('with any field of another kind is not', () => {
    const others = [undefined, 7, {}, [], 'UPPER CASE', 'x'.repeat(LONGEST_SDP + 1), Number.NaN]
    for (const signal of good) {
      for (const field of Object.keys(signal)) {
        for (const other of others) {
          const changed = { ...signal, [field]: other }
          // Text is text: an SDP may be any, and so may a stream's id.
          const stillFine =
            (['sdp', 'screen'].includes(field) && other === 'UPPER CASE') ||
            (field === 'candidates' && Array.isArray(other))
          expect([signal.type, field, readSignal(changed) !== null]).toEqual([signal.type, field, stillFine])
        }
      }
    }
  })

  test('may be anything at all without harm', () => {
    for (const said of [
      null,
      undefined,
      1,
      '',
      [],
      () => 1,
      { type: 'constructor', peer },
      { type: '__proto__', peer },
    ])
      expect(readSignal(said)).toBeNull()
  })

  test('names its window by a name that no other has', () => {
    const names = new Set(Array.from({ length: 1000 }, newPeer))
    expect(names.size).toBe(1000)
    for (const name of names) expect(readSignal({ type: 'ready', peer: name, seen: null })).not.toBeNull()
  })
})
