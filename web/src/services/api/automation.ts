import type { Asked, Doors, Taken } from './doors'

export type NewRule = Taken<'/api/v1/automation/routing-rules', 'post'>

export const automationOf = (doors: Doors) => ({
  score: (leadId: number) => doors.post('/api/v1/automation/leads/score', { lead_id: leadId }),
  ranked: (asked: Asked<'/api/v1/automation/leads/ranked'> = {}) =>
    doors.get('/api/v1/automation/leads/ranked', asked),
  route: (leadId: number) => doors.post('/api/v1/automation/leads/route', { lead_id: leadId }),
  rules: () => doors.get('/api/v1/automation/routing-rules'),
  createRule: (rule: NewRule) => doors.post('/api/v1/automation/routing-rules', rule),
  scheduleCampaign: (campaignId: number, at: string) =>
    doors.post('/api/v1/automation/schedule-campaign', { campaign_id: campaignId, scheduled_time: at }),
  metrics: () => doors.get('/api/v1/automation/metrics'),
  teams: () => doors.get('/api/v1/teams'),
  createTeam: (team: Taken<'/api/v1/teams', 'post'>) => doors.post('/api/v1/teams', team),
  updateTeam: (id: number, changes: Taken<'/api/v1/teams', 'put'>) =>
    doors.put('/api/v1/teams', changes, { id }),
  removeTeam: (id: number) => doors.delete('/api/v1/teams', { id }),
})
