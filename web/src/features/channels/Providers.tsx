import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Plus, RadioTower, Send, Stethoscope, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  IconButton,
  Section,
  SkeletonRows,
  StatusPill,
  Switch,
} from '@/ui'
import { toast } from '@/ui/toast'
import { ProviderDialog } from './ProviderDialog'
import {
  changeProvider,
  checkProvider,
  type Health,
  kindsQuery,
  type Provider,
  providersQuery,
  removeProvider,
} from './queries'
import { TestDialog } from './TestDialog'

function Condition({ provider, health }: { provider: Provider; health?: Health }) {
  const { t } = useTranslation()
  if (health) {
    return (
      <span className="flex flex-wrap items-center gap-2">
        <StatusPill tone={health.ok ? 'good' : 'urgent'}>
          {t(health.ok ? 'channels.answers' : 'channels.fails')}
        </StatusPill>
        {health.says ? <span className="text-sm text-muted">{health.says}</span> : null}
      </span>
    )
  }
  if (!provider.enabled) return <StatusPill tone="neutral">{t('channels.off')}</StatusPill>
  if (provider.resting_until) {
    return (
      <span className="flex flex-wrap items-center gap-2">
        <StatusPill tone="urgent">{t('channels.resting')}</StatusPill>
        <span className="text-sm text-muted">{provider.says}</span>
      </span>
    )
  }
  return <StatusPill tone="info">{t('channels.ready')}</StatusPill>
}

function Row({
  provider,
  mayChange,
  onEdit,
  onTest,
  onRemove,
}: {
  provider: Provider
  mayChange: boolean
  onEdit: () => void
  onTest: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const errorText = useErrorText()
  const check = useMutation({
    mutationFn: () => checkProvider(provider.id),
    onError: (error) => toast.error(errorText(error)),
  })
  const turn = useMutation({
    mutationFn: (enabled: boolean) => changeProvider(client, provider.id, { enabled }),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <li className="flex flex-col gap-2 border-b border-line py-3 last:border-b-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <p className="font-medium">
            <bdi className="break-words">{provider.name}</bdi>
          </p>
          <p className="text-sm text-muted">
            {t(`messages.kind.${provider.kind}`)}
            {provider.sender ? (
              <>
                {' · '}
                <bdi dir="ltr" className="break-all">
                  {provider.sender}
                </bdi>
              </>
            ) : null}
            {' · '}
            {t('channels.rate', { rate: format.number(provider.per_second) })}
          </p>
        </div>
        {mayChange ? (
          <div className="flex items-center gap-1">
            <IconButton
              label={t('channels.check', { name: provider.name })}
              busy={check.isPending}
              onClick={() => check.mutate()}
            >
              <Stethoscope aria-hidden />
            </IconButton>
            <IconButton label={t('channels.test', { name: provider.name })} onClick={onTest}>
              <Send aria-hidden />
            </IconButton>
            <IconButton label={t('channels.edit', { name: provider.name })} onClick={onEdit}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton label={t('channels.remove', { name: provider.name })} onClick={onRemove}>
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        ) : null}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Condition provider={provider} health={check.data} />
        <Switch
          checked={provider.enabled}
          disabled={!mayChange || turn.isPending}
          onChange={(on) => turn.mutate(on)}
          label={t('channels.enabled')}
        />
      </div>
    </li>
  )
}

/** Who carries messages, channel by channel, in the order in which they are asked. */
export function Providers({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(providersQuery)
  const kinds = useQuery(kindsQuery)
  const [editing, setEditing] = useState<Provider | 'new' | null>(null)
  const [testing, setTesting] = useState<Provider | null>(null)
  const [removing, setRemoving] = useState<Provider | null>(null)
  const remove = useMutation({
    mutationFn: (id: number) => removeProvider(client, id),
    onSuccess: () => toast.success(t('channels.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const add = mayChange ? (
    <Button kind="primary" onClick={() => setEditing('new')}>
      <Plus aria-hidden /> {t('channels.add')}
    </Button>
  ) : null
  const channels = [...new Set(query.data?.map((one) => one.channel) ?? [])]
  return (
    <Section title={t('channels.providers')} hint={t('channels.hint')} actions={add}>
      {query.isPending || kinds.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data.length === 0 ? (
        <EmptyState icon={RadioTower} title={t('channels.none')} action={add}>
          {t('channels.noneText')}
        </EmptyState>
      ) : (
        channels.map((channel) => (
          <section key={channel} aria-label={t(`messages.channel.${channel}`)}>
            <h3 className="text-sm font-medium text-muted">{t(`messages.channel.${channel}`)}</h3>
            <ol>
              {query.data
                .filter((one) => one.channel === channel)
                .map((one) => (
                  <Row
                    key={one.id}
                    provider={one}
                    mayChange={mayChange}
                    onEdit={() => setEditing(one)}
                    onTest={() => setTesting(one)}
                    onRemove={() => setRemoving(one)}
                  />
                ))}
            </ol>
          </section>
        ))
      )}
      {editing && kinds.data ? (
        <ProviderDialog
          provider={editing === 'new' ? null : editing}
          kinds={kinds.data}
          onClose={() => setEditing(null)}
        />
      ) : null}
      {testing ? <TestDialog provider={testing} onClose={() => setTesting(null)} /> : null}
      {removing ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => (open ? undefined : setRemoving(null))}
          title={t('channels.remove', { name: removing.name })}
          description={t('channels.removeText')}
          action={t('channels.removeAction')}
          danger
          busy={remove.isPending}
          onConfirm={() => remove.mutate(removing.id)}
        />
      ) : null}
    </Section>
  )
}
