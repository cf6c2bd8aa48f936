import type { Asked, Doors, Taken } from './doors'

export type LeadFilters = Omit<Asked<'/api/v1/leads'>, 'id'>
export type NewLead = Taken<'/api/v1/leads', 'post'>
export type LeadChanges = Taken<'/api/v1/leads', 'put'>

export const leadsOf = (doors: Doors) => ({
  list: (filters: LeadFilters = {}) => doors.get('/api/v1/leads', filters),
  get: (id: number) => doors.get('/api/v1/leads', { id }),
  create: (lead: NewLead) => doors.post('/api/v1/leads', lead),
  update: (id: number, changes: LeadChanges) => doors.put('/api/v1/leads', changes, { id }),
  remove: (id: number) => doors.delete('/api/v1/leads', { id }),
  stats: () => doors.get('/api/v1/leads/stats'),
})
