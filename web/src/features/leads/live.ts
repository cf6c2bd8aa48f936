import { useQueryClient } from '@tanstack/react-query'
import { useSession } from '@/features/session/context'
import { useLive } from '@/hooks/useLive'
import { dropLead, putLead } from './cache'
import { leadKeys } from './queries'

/** Events patch what is shown by id; only when many changed at once is it fetched again. */
export function useLeadsLive(): void {
  const client = useQueryClient()
  const { user } = useSession()
  useLive('lead.created', (lead) => putLead(client, lead, user.id))
  useLive('lead.updated', (lead) => putLead(client, lead, user.id))
  useLive('lead.assigned', ({ lead }) => putLead(client, lead, user.id))
  useLive('lead.deleted', ({ id }) => dropLead(client, id))
  useLive('leads.changed', () => void client.invalidateQueries({ queryKey: leadKeys.all }))
}
