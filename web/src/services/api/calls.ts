import type { Asked, Doors, Taken } from './doors'

export type CallFilters = Omit<Asked<'/api/v1/calls'>, 'id'>
export type NewCall = Taken<'/api/v1/calls', 'post'>

export const callsOf = (doors: Doors) => ({
  list: (filters: CallFilters = {}) => doors.get('/api/v1/calls', filters),
  get: (id: number) => doors.get('/api/v1/calls/{call_id}', undefined, { call_id: id }),
  create: (call: NewCall) => doors.post('/api/v1/calls', call),
  end: (id: number) => doors.post('/api/v1/calls/{call_id}/end', undefined, { call_id: id }),
  stats: () => doors.get('/api/v1/calls/stats'),
  agents: () => doors.get('/api/v1/agents'),
  agent: (id: number) => doors.get('/api/v1/agents/{agent_id}', undefined, { agent_id: id }),
  availableAgents: () => doors.get('/api/v1/agents/available'),
  agentStats: () => doors.get('/api/v1/agents/stats'),
  /** One's own availability. */
  setStatus: (status: Taken<'/api/v1/agents/status', 'patch'>) =>
    doors.patch('/api/v1/agents/status', status),
})
