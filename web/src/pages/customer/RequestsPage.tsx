import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import { AskForm } from '@/features/portal/AskForm'
import { RequestList } from '@/features/portal/RequestList'
import { Page } from '@/ui'

const route = getRouteApi('/app/requests')

export function RequestsPage() {
  const { q } = route.useSearch()
  const navigate = route.useNavigate()
  const search = useCallback(
    (text: string) => void navigate({ search: text ? { q: text } : {}, replace: true }),
    [navigate],
  )
  return (
    <Page className="max-w-3xl">
      <AskForm />
      <RequestList q={q ?? ''} onSearch={search} />
    </Page>
  )
}
