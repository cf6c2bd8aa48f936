import { getRouteApi } from '@tanstack/react-router'
import { KeptList, KeptReport } from '@/features/reports/Kept'

const route = getRouteApi('/app/reports-frame/reports/kept/{-$reportId}')

export function KeptPage() {
  const { reportId } = route.useParams()
  const navigate = route.useNavigate()
  if (reportId === undefined) return <KeptList />
  return (
    <KeptReport
      key={reportId}
      id={reportId}
      onGone={() => void navigate({ params: { reportId: undefined }, replace: true })}
    />
  )
}
