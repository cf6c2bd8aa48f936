import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'

export type Faq = Answer<'/api/chatbot/faqs'>[number]

const MOST = 3
const WORDS = 3
const WORD_LETTERS = 4

/** The longest words of a sentence say most about it. */
export function tellingWords(text: string): string[] {
  const words = text.toLocaleLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words)]
    .filter((word) => word.length >= WORD_LETTERS)
    .sort((a, b) => b.length - a.length)
    .slice(0, WORDS)
}

/** Entries by how many of the words found them; of two alike the one that was found first. */
export function byHits<T extends { id: number }>(found: readonly (readonly T[])[]): T[] {
  const hits = new Map<number, { entry: T; count: number }>()
  for (const entry of found.flat()) {
    const known = hits.get(entry.id)
    if (known) known.count += 1
    else hits.set(entry.id, { entry, count: 1 })
  }
  return [...hits.values()].sort((a, b) => b.count - a.count).map(({ entry }) => entry)
}

/** Entries that hold the whole of what was typed, else those that hold its telling words. */
export const answersQuery = (text: string) =>
  queryOptions({
    queryKey: ['portal', 'answers', text] as const,
    enabled: text !== '',
    staleTime: 60_000,
    queryFn: async ({ signal }) => {
      const search = (words: string) =>
        http.get<Faq[]>('/api/chatbot/faqs', { search: words, limit: MOST }, signal)
      const whole = await search(text)
      if (whole.length > 0) return whole
      return byHits(await Promise.all(tellingWords(text).map(search))).slice(0, MOST)
    },
  })
