import { getRouteApi } from '@tanstack/react-router'
import { OwnCalls } from '@/features/call-reports/OwnCalls'
import type { Span } from '@/features/numbers/AgentDays'
import { OwnNumbers } from '@/features/numbers/OwnNumbers'
import { useSession } from '@/features/session/context'

const route = getRouteApi('/app/me/numbers')

/** Calls for who calls, tickets for who answers them: nobody sees a page of nothing. */
export function OwnNumbersPage() {
  const { days = 30 } = route.useSearch()
  const { scopes } = useSession()
  const navigate = route.useNavigate()
  const onDays = (span: Span) => void navigate({ search: { days: span }, replace: true })
  return (
    <>
      {scopes.includes('calls:write') ? <OwnCalls days={days} onDays={onDays} /> : null}
      {scopes.includes('tickets:read') ? <OwnNumbers days={days} onDays={onDays} /> : null}
    </>
  )
}
