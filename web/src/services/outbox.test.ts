import { expect, test, vi } from 'vitest'
import { ApiError } from './errors'
import { createOutbox } from './outbox'
import { memoryStore } from './outbox-store'

const network = new ApiError({ status: 0, code: 'NETWORK', message: 'No answer' })
const stale = new ApiError({ status: 412, code: 'STALE', message: 'Someone replied meanwhile' })

async function make(
  sender: (item: { id: string; body: unknown }) => Promise<unknown>,
  store = memoryStore(),
) {
  const outbox = createOutbox(store, sender)
  await outbox.setUser(7)
  return outbox
}

test('what cannot be sent waits, and goes out in order with its own key', async () => {
  let online = false
  const calls: { id: string; body: unknown }[] = []
  const outbox = await make(async (item) => {
    if (!online) throw network
    calls.push({ id: item.id, body: item.body })
    return { id: calls.length }
  })
  const flushed = vi.fn()
  outbox.onFlushed(flushed)
  const first = await outbox.post('/api/messages', 'one', { thread: 'ticket:1' })
  await outbox.post('/api/messages', 'two', { thread: 'ticket:1' })
  expect(outbox.items.get()).toHaveLength(2)
  online = true
  await outbox.flush()
  await outbox.flush()
  expect(calls.map((call) => call.body)).toEqual(['one', 'two'])
  expect(first.sent ? null : first.item.id).toBe(calls[0]?.id)
  expect(flushed).toHaveBeenCalledExactlyOnceWith(2)
  expect(outbox.items.get()).toEqual([])
})

test('a refusal keeps the text and blocks only its own thread', async () => {
  let online = false
  const sent: unknown[] = []
  const outbox = await make(async (item) => {
    if (!online) throw network
    if (item.body === 'stale' && sent.length < 1) throw stale
    sent.push(item.body)
  })
  await outbox.post('/api/messages', 'stale', { thread: 'ticket:1', ifMatch: 3 })
  await outbox.post('/api/messages', 'other', { thread: 'ticket:2' })
  online = true
  await outbox.flush()
  expect(sent).toEqual(['other'])
  const [kept] = outbox.items.get()
  expect(kept).toMatchObject({ body: 'stale', state: 'refused', refusal: { code: 'STALE' } })
  await outbox.resend(kept?.id ?? '')
  expect(sent).toEqual(['other', 'stale'])
})

test('an immediate refusal is the caller’s, and nothing is queued', async () => {
  const outbox = await make(async () => {
    throw stale
  })
  await expect(outbox.post('/api/messages', 'x', { thread: 'ticket:1' })).rejects.toBe(stale)
  expect(outbox.items.get()).toEqual([])
})

test('another person neither sees nor sends what waits', async () => {
  const store = memoryStore()
  const sender = vi.fn(async () => {
    throw network
  })
  const outbox = await make(sender, store)
  await outbox.post('/api/messages', 'mine', { thread: 'ticket:1' })
  await outbox.setUser(8)
  expect(outbox.items.get()).toEqual([])
  sender.mockClear()
  await outbox.flush()
  expect(sender).not.toHaveBeenCalled()
  await outbox.setUser(7)
  expect(outbox.items.get()).toHaveLength(1)
})
