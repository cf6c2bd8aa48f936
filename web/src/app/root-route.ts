import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext } from '@tanstack/react-router'
import type { Access } from '@/features/session/access'
import { Root, RootError } from './Root'

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption extends Access {
    /** A locale key: the document's title and the header's "where am I". */
    titleKey?: string
  }
}

export const rootRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  component: Root,
  errorComponent: RootError,
})
