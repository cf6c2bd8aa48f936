import type { ChatFilters } from './queries'

export const CHAT_VIEWS = ['all', 'waiting', 'mine', 'unassigned', 'ended'] as const
export type ChatView = (typeof CHAT_VIEWS)[number]

export interface ChatSearch {
  view?: ChatView
  q?: string
  /** Where there is no room beside the thread, the details are a step of their own. */
  details?: boolean
}

export function readChatSearch(search: Record<string, unknown>): ChatSearch {
  const q = typeof search.q === 'string' ? search.q.slice(0, 200) : ''
  return {
    view: CHAT_VIEWS.find((each) => each === search.view),
    q: q || undefined,
    details: search.details === true || undefined,
  }
}

const UNFINISHED = 'open,waiting,active'
const FILTERS: Record<ChatView, ChatFilters> = {
  all: { state: UNFINISHED },
  waiting: { state: 'waiting' },
  mine: { state: UNFINISHED, assigned_to: 'me' },
  unassigned: { state: UNFINISHED, assigned_to: 'none' },
  ended: { state: 'ended' },
}

export const WAITING: ChatFilters = FILTERS.waiting

export function filtersOf({ view = 'all', q }: ChatSearch): ChatFilters {
  return q ? { ...FILTERS[view], q } : FILTERS[view]
}

/** Who waits stands on top of what is unfinished; what has ended, and a search, are shown as they are. */
export const showsWaiting = ({ view = 'all', q }: ChatSearch): boolean =>
  !q && view !== 'ended' && view !== 'waiting'
