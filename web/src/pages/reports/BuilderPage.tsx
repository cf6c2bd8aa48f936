import { getRouteApi } from '@tanstack/react-router'
import { dayOf } from '@/features/call-reports/range'
import { Builder } from '@/features/reports/Builder'
import { wantedOf } from '@/features/reports/search'
import { serverNow } from '@/services/clock'

const route = getRouteApi('/app/reports-frame/reports')

export function BuilderPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Builder
      wanted={wantedOf(search, dayOf(serverNow()))}
      onWanted={({ type, from, to, compare, step }) =>
        void navigate({
          search: { type, from, to, step, compare: compare ? undefined : false },
          replace: true,
        })
      }
      onKept={(reportId) => void navigate({ to: '/reports/kept/{-$reportId}', params: { reportId } })}
    />
  )
}
