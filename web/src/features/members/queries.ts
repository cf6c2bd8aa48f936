import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Person } from '@/services/types'

export interface Invitation {
  id: number
  email: string
  role: string
  status: 'invited' | 'expired'
  sent_at: string
  expires_at: string
}

const keys = { invitations: ['invitations'] as const, staff: ['people', 'list', 'staff'] as const }

export const invitationsQuery = queryOptions({
  queryKey: keys.invitations,
  queryFn: ({ signal }) => http.get<Invitation[]>('/api/app/invitations', undefined, signal),
})

/** The active colleagues. */
export const colleaguesQuery = queryOptions({
  queryKey: keys.staff,
  queryFn: ({ signal }) => http.get<Person[]>('/api/app/staff', undefined, signal),
})

async function changed(client: QueryClient): Promise<void> {
  await client.invalidateQueries({ queryKey: keys.invitations })
}

export async function invite(client: QueryClient, tenant: string, email: string, role: string) {
  await http.post(`/api/v1/tenants/${tenant}/members`, { email, role })
  await changed(client)
}

export async function resend(client: QueryClient, id: number): Promise<void> {
  await http.post(`/api/app/invitations/${id}/resend`)
  await changed(client)
}

export async function withdraw(client: QueryClient, id: number): Promise<void> {
  await http.delete(`/api/app/invitations/${id}`)
  await changed(client)
}

export async function removeMember(client: QueryClient, tenant: string, email: string): Promise<void> {
  await http.delete(`/api/v1/tenants/${tenant}/members/${encodeURIComponent(email)}`)
  await client.invalidateQueries({ queryKey: ['people'] })
}
