import { createRoute, redirect } from '@tanstack/react-router'
import { sessionQuery } from '@/features/session/queries'
import { RootError } from './Root'
import { rootRoute } from './root-route'
import { Shell } from './Shell'

/** Parent of every page inside the app: there is a signed-in person, and the shell around the page. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: Shell,
  // Only for its own failures, as when the server is away: pages catch theirs inside the shell.
  errorComponent: RootError,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) {
      const next = location.href === '/' ? undefined : location.href
      throw redirect({ to: '/sign-in', search: { next }, replace: true })
    }
    return { session }
  },
})
