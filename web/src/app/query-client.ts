import { QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/services/errors'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: {
      /** Kept up to date by live events, so it is never refetched just because time passed. */
      live?: boolean
    }
  }
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What was seen before is shown at once and refreshed behind the scenes.
        staleTime: 15_000,
        gcTime: 30 * 60_000,
        networkMode: 'always',
        retry: (count, error) =>
          error instanceof ApiError && error.isTemporary && error.status !== 429 && count < 2,
        retryDelay: (count) => 400 * 2 ** count,
      },
      // A mutation is repeated by the person or by the outbox, never by itself.
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}
