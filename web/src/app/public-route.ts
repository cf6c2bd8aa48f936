import { createRoute, isRedirect, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { sessionQuery, setupQuery } from '@/features/session/queries'
import { landingFor } from './nav'
import { rootRoute } from './root-route'

/** Pages for people who aren't signed in. An empty installation knows only its set-up page. */
export const publicRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'public',
  // Apart from the rest: who is signed in never needs its selects.
  component: lazyRouteComponent(() => import('./PublicShell'), 'PublicShell'),
  beforeLoad: async ({ context, location }) => {
    try {
      // A link from a mail works whoever is signed in here.
      if (location.pathname === '/reset-password') return
      const session = await context.queryClient.ensureQueryData(sessionQuery)
      if (session) throw redirect({ href: landingFor(session), replace: true })
      const setup = await context.queryClient.ensureQueryData(setupQuery)
      const atSetUp = location.pathname === '/set-up'
      if (setup.needed && !atSetUp) throw redirect({ to: '/set-up', replace: true })
      if (!setup.needed && atSetUp) throw redirect({ to: '/sign-in', replace: true })
    } catch (error) {
      if (isRedirect(error)) throw error
      // Without an answer the form is still shown: it says itself what is wrong when it is sent.
    }
  },
})
