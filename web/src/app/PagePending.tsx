import { Loading, Page, Skeleton } from '@/ui'

/** While a page's code or data comes; pages with a layout of their own give their route another. */
export function PagePending() {
  return (
    <Page>
      <Loading className="flex flex-col gap-3">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="w-full" />
        <Skeleton className="w-5/6" />
        <Skeleton className="w-2/3" />
      </Loading>
    </Page>
  )
}
