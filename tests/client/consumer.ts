// What a program in TypeScript may write, and what the compiler must refuse.
import { ApiError, createClient, leadService } from '@ringdesk/client'

const desk = createClient({ baseUrl: 'https://desk.example.com', token: 'secret' })

export async function newest(): Promise<string[]> {
  const leads = await leadService.list({ limit: 5, status: 'new' })
  const named: string[] = (Array.isArray(leads) ? leads : [leads]).map((lead) => lead.name)
  // @ts-expect-error there is no such stage
  await leadService.list({ status: 'sleeping' })
  // @ts-expect-error nor such a field
  await leadService.create({ name: 'Lena', tenant_id: 5 })
  const answer: string = (await desk.aiService.query('Where is it?')).answer
  return [...named, answer]
}

export const isOver = (error: unknown): boolean => error instanceof ApiError && error.status === 429
