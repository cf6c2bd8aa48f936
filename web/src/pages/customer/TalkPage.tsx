import { Talk } from '@/features/calls/Talk'
import { Page } from '@/ui'

export function TalkPage() {
  return (
    <Page className="max-w-3xl">
      <Talk />
    </Page>
  )
}
