import { getRouteApi } from '@tanstack/react-router'
import { CallLog } from '@/features/call-log/CallLog'
import { readCallLogSearch } from '@/features/call-log/search'

const route = getRouteApi('/app/reports-frame/reports/call-log')

export function CallLogPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <CallLog
      search={search}
      onSearch={(next) => void navigate({ search: readCallLogSearch({ ...next }), replace: true })}
    />
  )
}
