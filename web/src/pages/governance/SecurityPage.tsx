import { getRouteApi } from '@tanstack/react-router'
import { Events } from '@/features/security/Events'
import { Page } from '@/ui'

const route = getRouteApi('/app/compliance/security')

export function SecurityPage() {
  const { status, severity, event } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page className="max-w-6xl">
      <Events
        filters={{ status, severity }}
        open={event}
        onFilters={(next) => void navigate({ search: next, replace: true, resetScroll: false })}
        onOpen={(next) =>
          void navigate({
            search: (old) => ({ ...old, event: next }),
            replace: true,
            resetScroll: false,
          })
        }
      />
    </Page>
  )
}
