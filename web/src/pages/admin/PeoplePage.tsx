import { getRouteApi, Outlet, useChildMatches, useNavigate } from '@tanstack/react-router'
import { PeopleList } from '@/features/people/PeopleList'
import { useIsNarrow } from '@/hooks/useMediaQuery'
import { cn } from '@/ui'

const route = getRouteApi('/app/people')

/** The list, and beside it the person; on a narrow screen one or the other. */
export function PeoplePage() {
  const filters = route.useSearch()
  const navigate = useNavigate()
  const narrow = useIsNarrow()
  const chosen = useChildMatches({ select: (matches) => matches.length > 0 })
  return (
    <div className="flex h-full">
      {narrow && chosen ? null : (
        <div className="min-w-0 flex-1">
          <PeopleList
            filters={filters}
            // The person beside the list stays.
            onFilters={(search) => void navigate({ to: '.', search, replace: true })}
            onAdd={() => void navigate({ to: '/people/new', search: filters })}
          />
        </div>
      )}
      {chosen ? (
        <aside
          className={cn(
            'h-full overflow-y-auto',
            narrow ? 'w-full' : 'w-104 shrink-0 border-s border-line bg-surface',
          )}
        >
          <Outlet />
        </aside>
      ) : null}
    </div>
  )
}
