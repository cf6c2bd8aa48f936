import { getRouteApi } from '@tanstack/react-router'
import { CallReports } from '@/features/call-reports/CallReports'
import { rangeOf } from '@/features/call-reports/range'
import { serverNow } from '@/services/clock'

const route = getRouteApi('/app/reports-frame/reports/calls')

export function CallReportsPage() {
  const { from, to } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <CallReports
      range={rangeOf(from, to, serverNow())}
      onRange={(range) => void navigate({ search: range, replace: true })}
    />
  )
}
