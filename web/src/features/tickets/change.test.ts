import { QueryClient } from '@tanstack/react-query'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ApiError } from '@/services/errors'
import { http } from '@/services/http'
import type { Ticket } from '@/services/types'
import { knownTicket, putTicket } from './cache'
import { ChangedMeanwhile, changeTicket } from './change'
import { ticketKeys } from './queries'

const seen = {
  id: 1,
  status: 'open',
  priority: 'low',
  category: 'other',
  tags: [],
  assigned_to: null,
  agent: null,
  version: 3,
} as unknown as Ticket
const stale = () => new ApiError({ status: 412, code: 'STALE', message: 'stale' })

function withTicket() {
  const client = new QueryClient()
  client.setQueryData(ticketKeys.detail(1), { ...seen, messages: [] } as never)
  return client
}

afterEach(() => vi.restoreAllMocks())

describe('a change', () => {
  test('is shown at once and carries the version that was seen', async () => {
    const client = withTicket()
    const put = vi.spyOn(http, 'put').mockResolvedValue({ ...seen, status: 'resolved', version: 4 })
    const done = changeTicket(client, 7, seen, { status: 'resolved' })
    expect(knownTicket(client, 1)?.status).toBe('resolved')
    // What is told of the old state meanwhile doesn't take it back.
    putTicket(client, { ...seen, tags: ['vpn'] }, 7)
    expect(knownTicket(client, 1)).toMatchObject({ status: 'resolved', tags: ['vpn'] })
    await done
    expect(put).toHaveBeenCalledWith('/api/tickets/1', { status: 'resolved' }, { ifMatch: 3 })
    expect(knownTicket(client, 1)?.version).toBe(4)
  })

  test('is taken back when it is refused', async () => {
    const client = withTicket()
    vi.spyOn(http, 'put').mockRejectedValue(new ApiError({ status: 403, code: 'NO', message: 'no' }))
    await expect(changeTicket(client, 7, seen, { priority: 'high' })).rejects.toThrow()
    expect(knownTicket(client, 1)?.priority).toBe('low')
  })

  test('goes through when somebody changed something else meanwhile', async () => {
    const client = withTicket()
    const put = vi
      .spyOn(http, 'put')
      .mockRejectedValueOnce(stale())
      .mockResolvedValueOnce({ ...seen, priority: 'high', tags: ['vpn'], version: 6 })
    vi.spyOn(http, 'get').mockResolvedValue({ ...seen, tags: ['vpn'], version: 5, messages: [] })
    await changeTicket(client, 7, seen, { priority: 'high' })
    expect(put).toHaveBeenLastCalledWith('/api/tickets/1', { priority: 'high' }, { ifMatch: 5 })
    expect(knownTicket(client, 1)).toMatchObject({ priority: 'high', tags: ['vpn'] })
  })

  test('asks when somebody changed the same meanwhile, and shows theirs', async () => {
    const client = withTicket()
    vi.spyOn(http, 'put').mockRejectedValue(stale())
    vi.spyOn(http, 'get').mockResolvedValue({ ...seen, priority: 'critical', version: 5, messages: [] })
    await expect(changeTicket(client, 7, seen, { priority: 'high' })).rejects.toThrow(ChangedMeanwhile)
    expect(knownTicket(client, 1)).toMatchObject({ priority: 'critical', version: 5 })
  })

  test('waits for the one before it, whose version it needs', async () => {
    const client = withTicket()
    const put = vi
      .spyOn(http, 'put')
      .mockResolvedValueOnce({ ...seen, priority: 'high', version: 4 })
      .mockResolvedValueOnce({ ...seen, priority: 'high', status: 'resolved', version: 5 })
    await Promise.all([
      changeTicket(client, 7, seen, { priority: 'high' }),
      changeTicket(client, 7, seen, { status: 'resolved' }),
    ])
    expect(put.mock.calls.map((call) => call[2]?.ifMatch)).toEqual([3, 4])
  })
})
