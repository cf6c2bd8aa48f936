import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, EllipsisVertical, History, KeyRound, PencilLine, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import {
  Badge,
  Button,
  ConfirmDialog,
  IconButton,
  Menu,
  MenuContent,
  MenuItem,
  MenuTrigger,
  RelativeTime,
} from '@/ui'
import { toast } from '@/ui/toast'
import { Deliveries } from './Deliveries'
import { Health } from './Health'
import {
  type DeliveryState,
  removeWebhook,
  rotateSecret,
  sendTest,
  type Webhook,
  type WithSecret,
} from './queries'
import { ReplayDialog } from './ReplayDialog'
import { Sample } from './Sample'
import { SecretDialog } from './SecretDialog'
import { WebhookDialog } from './WebhookDialog'
import { Trouble } from './WebhookList'

type Asking = 'edit' | 'replay' | 'rotate' | 'remove' | null

/** One webhook: what can be done with it, and what became of everything that was sent. */
export function WebhookDetail({
  webhook,
  state,
  delivery,
}: {
  webhook: Webhook
  state: DeliveryState | undefined
  delivery: number | undefined
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const errorText = useErrorText()
  const mayChange = useSession().scopes.includes('settings:write')
  const [asking, setAsking] = useState<Asking>(null)
  const [made, setMade] = useState<WithSecret | null>(null)
  const onError = (error: unknown) => void toast.error(errorText(error))
  const test = useMutation({
    mutationFn: () => sendTest(client, webhook.id),
    onSuccess: (sent) =>
      void navigate({ to: '/settings/webhooks', search: { webhook: webhook.id, delivery: sent.id } }),
    onError,
  })
  const rotate = useMutation({
    mutationFn: () => rotateSecret(client, webhook.id),
    onSuccess: setMade,
    onError,
    onSettled: () => setAsking(null),
  })
  const remove = useMutation({
    mutationFn: () => removeWebhook(client, webhook.id),
    onSuccess: () => {
      toast.success(t('webhooks.removed'))
      void navigate({ to: '/settings/webhooks' })
    },
    onError,
    onSettled: () => setAsking(null),
  })
  return (
    <>
      <header className="flex flex-col gap-3">
        <Link to="/settings/webhooks" className="flex items-center gap-1 self-start text-accent">
          <ArrowLeft className="size-4 rtl:rotate-180" aria-hidden />
          {t('webhooks.back')}
        </Link>
        <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
          <div className="min-w-0 flex-1 basis-64">
            <h2 dir="ltr" className="text-lg font-semibold break-all">
              {webhook.url}
            </h2>
            {webhook.description ? (
              <p dir="auto" className="break-words text-muted">
                {webhook.description}
              </p>
            ) : null}
          </div>
          <Health webhook={webhook} />
          {mayChange ? (
            <div className="flex items-center gap-2">
              <Button disabled={!webhook.enabled} busy={test.isPending} onClick={() => test.mutate()}>
                <Send aria-hidden /> {t('webhooks.test')}
              </Button>
              <Menu>
                <MenuTrigger asChild>
                  <IconButton label={t('webhooks.more')}>
                    <EllipsisVertical aria-hidden />
                  </IconButton>
                </MenuTrigger>
                <MenuContent>
                  <MenuItem icon={<PencilLine aria-hidden />} onSelect={() => setAsking('edit')}>
                    {t('webhooks.edit')}
                  </MenuItem>
                  <MenuItem
                    icon={<History aria-hidden />}
                    disabled={!webhook.enabled}
                    onSelect={() => setAsking('replay')}
                  >
                    {t('webhooks.replaySince')}
                  </MenuItem>
                  <MenuItem icon={<KeyRound aria-hidden />} onSelect={() => setAsking('rotate')}>
                    {t('webhooks.rotate')}
                  </MenuItem>
                  <MenuItem icon={<Trash2 aria-hidden />} danger onSelect={() => setAsking('remove')}>
                    {t('webhooks.remove')}
                  </MenuItem>
                </MenuContent>
              </Menu>
            </div>
          ) : null}
        </div>
        <Trouble webhook={webhook} />
        {webhook.former_secret_until ? (
          <p className="text-sm text-muted">
            {t('webhooks.bothUntil')} <RelativeTime plain value={webhook.former_secret_until} />
          </p>
        ) : null}
        <ul className="flex flex-wrap gap-1" aria-label={t('webhooks.eventsOf')}>
          {webhook.types.map((type) => (
            <li key={type}>
              <Badge>
                <code>{type}</code>
              </Badge>
            </li>
          ))}
        </ul>
        <details>
          <summary className="cursor-pointer self-start text-accent">{t('webhooks.sample')}</summary>
          <div className="pt-2">
            <Sample />
          </div>
        </details>
      </header>
      <Deliveries webhook={webhook} state={state} open={delivery} mayChange={mayChange} />
      {asking === 'edit' ? (
        <WebhookDialog webhook={webhook} onClose={() => setAsking(null)} onMade={setMade} />
      ) : null}
      {asking === 'replay' ? <ReplayDialog webhook={webhook} onClose={() => setAsking(null)} /> : null}
      <ConfirmDialog
        open={asking === 'rotate'}
        onOpenChange={(open) => (open ? undefined : setAsking(null))}
        title={t('webhooks.rotateTitle')}
        description={t('webhooks.rotateText')}
        action={t('webhooks.rotateAction')}
        busy={rotate.isPending}
        onConfirm={() => rotate.mutate()}
      />
      <ConfirmDialog
        open={asking === 'remove'}
        onOpenChange={(open) => (open ? undefined : setAsking(null))}
        title={t('webhooks.removeTitle')}
        description={t('webhooks.removeText')}
        action={t('webhooks.removeAction')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        danger
      />
      {made ? <SecretDialog made={made} onClose={() => setMade(null)} /> : null}
    </>
  )
}
