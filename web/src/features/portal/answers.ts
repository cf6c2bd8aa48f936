import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'

export type Found = Answer<'/api/app/knowledge/answers', 'post'>[number]

const MOST = 3
const LONGEST = 1_000

/** What is published and likely answers it, found by its meaning. */
export const answersQuery = (question: string) =>
  queryOptions({
    queryKey: ['portal', 'answers', question] as const,
    enabled: question !== '',
    staleTime: 60_000,
    queryFn: ({ signal }) =>
      http.post<Found[]>(
        '/api/app/knowledge/answers',
        { question: question.slice(0, LONGEST), limit: MOST },
        { signal },
      ),
  })
