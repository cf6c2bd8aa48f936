import { getRouteApi } from '@tanstack/react-router'
import { Overview } from '@/features/numbers/Overview'

const route = getRouteApi('/app/overview')

export function OverviewPage() {
  const { agent, days = 30 } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Overview
      agent={agent}
      days={days}
      onAgent={(id) =>
        void navigate({ search: (old) => ({ ...old, agent: id }), replace: true, resetScroll: false })
      }
      onDays={(span) =>
        void navigate({ search: (old) => ({ ...old, days: span }), replace: true, resetScroll: false })
      }
    />
  )
}
