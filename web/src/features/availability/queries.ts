import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Availability, AvailabilityState, Colleague } from '@/services/types'

export const availabilityKeys = {
  own: ['availability', 'own'] as const,
  team: ['availability', 'team'] as const,
}

export const ownAvailabilityQuery = queryOptions({
  queryKey: availabilityKeys.own,
  meta: { live: true },
  staleTime: 60_000,
  queryFn: ({ signal }) => http.get<Availability>('/api/app/availability', undefined, signal),
})

export const teamAvailabilityQuery = queryOptions({
  queryKey: availabilityKeys.team,
  meta: { live: true },
  refetchInterval: 30_000,
  queryFn: ({ signal }) => http.get<Colleague[]>('/api/app/team/availability', undefined, signal),
})

export const setAvailability = (state: AvailabilityState, now: Availability): Promise<Availability> =>
  http.put<Availability>('/api/app/availability', { ...now, state })
