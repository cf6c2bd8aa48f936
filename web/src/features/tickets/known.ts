import type { InfiniteData, QueryClient } from '@tanstack/react-query'
import type { Page } from '@/services/http'
import type { Ticket } from '@/services/types'
import { ticketKeys } from './queries'

/** Tags that were seen in any list, the most used first: what one most likely wants to type. */
export function knownTags(client: QueryClient): string[] {
  const uses = new Map<string, Set<number>>()
  for (const [, list] of client.getQueriesData<InfiniteData<Page<Ticket>>>({ queryKey: ticketKeys.lists })) {
    for (const ticket of list?.pages.flatMap((each) => each.items) ?? []) {
      for (const tag of ticket.tags) uses.set(tag, (uses.get(tag) ?? new Set()).add(ticket.id))
    }
  }
  return [...uses]
    .sort(([a, one], [b, other]) => other.size - one.size || a.localeCompare(b))
    .slice(0, 100)
    .map(([tag]) => tag)
}
