import { getRouteApi } from '@tanstack/react-router'
import { Thread } from '@/features/portal/Thread'

const route = getRouteApi('/app/requests/$ticketId')

export function RequestPage() {
  const { ticketId } = route.useParams()
  return <Thread id={ticketId} />
}
