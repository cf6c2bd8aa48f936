import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Webhook as Icon, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { Button, EmptyState, Failure, RelativeTime, Section, SkeletonRows, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { Health } from './Health'
import { changeWebhook, type Webhook, type WithSecret, webhooksQuery } from './queries'
import { SecretDialog } from './SecretDialog'
import { WebhookDialog } from './WebhookDialog'

/** What an administrator has to know first: whether it works, and since when not. */
export function Trouble({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation()
  if (webhook.disabled_because && webhook.disabled_because !== 'by_hand')
    return (
      <p role="status" className="text-sm text-urgent">
        {t(`webhooks.because.${webhook.disabled_because}`)}
      </p>
    )
  if (webhook.failing_since)
    return (
      <p className="text-sm text-urgent">
        {t('webhooks.failingSince')} <RelativeTime plain value={webhook.failing_since} />
      </p>
    )
  return null
}

function Entry({ webhook, mayChange }: { webhook: Webhook; mayChange: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const errorText = useErrorText()
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => changeWebhook(client, webhook.id, { enabled }),
    onSuccess: (one) => (one.enabled ? toast.success(t('webhooks.onAgain')) : undefined),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-full sm:basis-64">
        <Link
          to="/settings/webhooks"
          search={{ webhook: webhook.id }}
          className="block font-medium break-all text-accent hover:underline"
          dir="ltr"
        >
          {webhook.url}
        </Link>
        {webhook.description ? (
          <p dir="auto" className="text-sm break-words text-muted">
            {webhook.description}
          </p>
        ) : null}
        <p className="text-sm text-muted">
          {t('webhooks.eventCount', { count: webhook.types.length })} ·{' '}
          {t('webhooks.today', {
            delivered: format.number(webhook.delivered),
            failed: format.number(webhook.failed),
          })}
          {webhook.waiting ? ` · ${t('webhooks.waiting', { count: webhook.waiting })}` : null}
        </p>
        <Trouble webhook={webhook} />
      </div>
      <Health webhook={webhook} />
      <Switch
        checked={webhook.enabled}
        disabled={!mayChange || toggle.isPending}
        onChange={(enabled) => toggle.mutate(enabled)}
        label={<span className="sr-only">{t('webhooks.enabledOf', { url: webhook.url })}</span>}
      />
    </li>
  )
}

/** Every webhook, with how it does. */
export function WebhookList() {
  const { t } = useTranslation()
  const query = useQuery(webhooksQuery)
  const mayChange = useSession().scopes.includes('settings:write')
  const [adding, setAdding] = useState(false)
  const [made, setMade] = useState<WithSecret | null>(null)
  const add = mayChange ? (
    <Button kind="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t('webhooks.add')}
    </Button>
  ) : null
  return (
    <>
      {query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={3} />
      ) : query.data.length === 0 ? (
        <EmptyState icon={Icon} title={t('webhooks.none')} action={add}>
          {t('webhooks.noneText')}
        </EmptyState>
      ) : (
        <Section title={t('webhooks.title')} hint={t('webhooks.hint')} actions={add}>
          <ul className="flex flex-col border-t border-line">
            {query.data.map((webhook) => (
              <Entry key={webhook.id} webhook={webhook} mayChange={mayChange} />
            ))}
          </ul>
        </Section>
      )}
      {adding ? (
        <WebhookDialog
          webhook={null}
          onClose={() => setAdding(false)}
          onMade={(one) => {
            setAdding(false)
            setMade(one)
          }}
        />
      ) : null}
      {made ? <SecretDialog made={made} onClose={() => setMade(null)} /> : null}
    </>
  )
}
