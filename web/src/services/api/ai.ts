import type { Doors } from './doors'

export const aiOf = (doors: Doors) => ({
  /** `provider`: "local", or a name out of `providers`; by default the workspace's first. */
  query: (query: string, provider?: string) => doors.post('/api/v1/ai/query', { query, provider }),
  providers: () => doors.get('/api/v1/ai/providers'),
})
