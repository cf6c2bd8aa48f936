import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { servicesOver } from './client'
import type { Request } from './transport'

const json = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'))
const served: Record<string, Record<string, unknown>> = json('../../../../openapi.json').paths
const document: { endpoints: string[] } = json('../../../../tests/contract/documents/001.json')

/** Every method of every service, called once with what it wants least. */
async function walked(): Promise<string[]> {
  const calls: string[] = []
  const transport = async <T>(path: string, request: Request) => {
    calls.push(`${request.method ?? 'GET'} ${path}`)
    return { data: undefined as T, headers: new Headers() }
  }
  const { doors: _, webSocketService, ...services } = servicesOver(transport, () => '')
  await webSocketService.stats()
  for (const service of Object.values(services))
    for (const method of Object.values(service)) await (method as (...given: unknown[]) => unknown)(1, 2, 3)
  return calls
}

const shape = (path: string) => path.replace(/\{\w+\}/g, '*').replace(/\/(\d+)(?=\/|$)/g, '/*')

describe('the services', () => {
  it('speak of doors that the server has', async () => {
    const known = new Set(
      Object.entries(served).flatMap(([path, verbs]) =>
        Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${shape(path)}`),
      ),
    )
    expect((await walked()).map(shape).filter((call) => !known.has(call))).toEqual([])
  })

  it('reach every endpoint of document 001', async () => {
    const reached = new Set((await walked()).map(shape))
    const missing = document.endpoints.filter((one) => !one.startsWith('WS ') && !reached.has(shape(one)))
    expect(missing).toEqual([])
  })
})
