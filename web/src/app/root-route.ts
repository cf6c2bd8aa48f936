import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import type { Role } from '@/services/types'
import { Root, RootError } from './Root'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** A locale key: the document's title and the header's "where am I". */
    titleKey?: string
    /** Who may see it; everyone who is signed in if not given. */
    roles?: readonly Role[]
  }
}

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  errorComponent: RootError,
})
