import { getRouteApi } from '@tanstack/react-router'
import { OwnNumbers } from '@/features/numbers/OwnNumbers'

const route = getRouteApi('/app/me/numbers')

export function OwnNumbersPage() {
  const { days = 30 } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <OwnNumbers days={days} onDays={(span) => void navigate({ search: { days: span }, replace: true })} />
  )
}
