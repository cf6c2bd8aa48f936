import { useQuery } from '@tanstack/react-query'
import { Secret, Snippet } from '@/features/widget-settings/Embedding'
import { widgetQuery } from '@/features/widget-settings/queries'
import { WidgetForm } from '@/features/widget-settings/WidgetForm'
import { Failure, Loading, Page, Skeleton } from '@/ui'

export function WidgetPage() {
  const { data, error, refetch } = useQuery(widgetQuery)
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  return (
    <Page className="max-w-6xl">
      {data ? (
        <>
          <Snippet settings={data} />
          <WidgetForm settings={data} />
          <Secret settings={data} />
        </>
      ) : (
        <Loading>
          <Skeleton className="h-24" />
          <Skeleton className="h-96" />
        </Loading>
      )}
    </Page>
  )
}
