// A stranger's program with the package as it is published. Says what it saw, as one line of JSON.
import { ApiError, configure, createClient, leadService, webSocketService } from '@ringdesk/client'

const { BASE, TOKEN, CUSTOMER } = process.env
const refusal = async (promise) => {
  try {
    await promise
  } catch (error) {
    if (error instanceof ApiError) return [error.status, error.code, Object.keys(error.fieldErrors())]
    throw error
  }
}

configure({ baseUrl: BASE, token: TOKEN })
const socket = webSocketService.connect()
const heard = (type) => new Promise((resolve) => socket.on(type, (letter) => resolve(letter)))
const created = heard('lead.created')
await heard('welcome')
const made = await leadService.create({ name: 'Lena Lead', phone: '+12025550142', source: 'client' })
const changed = await leadService.update(made.id, { status: 'qualified' })
const listed = await leadService.list({ source: 'client' })
const own = createClient({ baseUrl: `${BASE}/`, token: async () => TOKEN })
const letter = await created
socket.close()
console.log(
  JSON.stringify({
    made: made.name,
    heard: [letter.data.id === made.id, typeof letter.seq],
    changed: changed.status,
    listed: listed.map((one) => one.id === made.id),
    stats: (await own.leadService.stats()).total,
    agents: (await own.callService.agents()).length > 0,
    rules: await own.automationService.rules(),
    campaign: (await own.campaignService.create({ name: 'Spring' })).name,
    answer: (await own.aiService.query('Which moons does Jupiter have?')).provider,
    providers: (await own.aiService.providers()).map((one) => one.name),
    ticket: typeof (await own.doors.post('/api/v1/ws/ticket')).ticket,
    other: (await own.doors.get('/api/tickets')).length,
    removed: (await own.leadService.remove(made.id)).message,
    gone: await refusal(own.leadService.get(made.id)),
    wrong: await refusal(own.leadService.create({ name: 5 })),
    customer: await refusal(createClient({ baseUrl: BASE, token: CUSTOMER }).leadService.list()),
    nobody: await refusal(createClient({ baseUrl: BASE }).leadService.list()),
  }),
)
