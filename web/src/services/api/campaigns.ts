import type { Asked, Doors, Taken } from './doors'

export type CampaignFilters = Omit<Asked<'/api/v1/campaigns'>, 'id'>

export const campaignsOf = (doors: Doors) => ({
  list: (filters: CampaignFilters = {}) => doors.get('/api/v1/campaigns', filters),
  get: (id: number) => doors.get('/api/v1/campaigns', { id }),
  create: (campaign: Taken<'/api/v1/campaigns', 'post'>) => doors.post('/api/v1/campaigns', campaign),
  update: (id: number, changes: Taken<'/api/v1/campaigns', 'put'>) =>
    doors.put('/api/v1/campaigns', changes, { id }),
  remove: (id: number) => doors.delete('/api/v1/campaigns', { id }),
  stats: () => doors.get('/api/v1/campaigns/stats'),
})
