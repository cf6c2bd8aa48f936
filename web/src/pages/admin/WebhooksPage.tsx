import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useWebhooksLive, webhooksQuery } from '@/features/webhooks/queries'
import { WebhookDetail } from '@/features/webhooks/WebhookDetail'
import { WebhookList } from '@/features/webhooks/WebhookList'
import { Page } from '@/ui'

const route = getRouteApi('/app/house/settings/webhooks')

export function WebhooksPage() {
  const { webhook: chosen, state, delivery } = route.useSearch()
  const query = useQuery(webhooksQuery)
  useWebhooksLive()
  const webhook = chosen ? query.data?.find((one) => one.id === chosen) : undefined
  return (
    <Page>
      {webhook ? (
        <WebhookDetail key={webhook.id} webhook={webhook} state={state} delivery={delivery} />
      ) : (
        <WebhookList />
      )}
    </Page>
  )
}
