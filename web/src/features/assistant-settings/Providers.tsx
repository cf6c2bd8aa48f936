import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { PencilLine, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { Button, ConfirmDialog, Failure, IconButton, Section, SkeletonRows, Switch } from '@/ui'
import { toast } from '@/ui/toast'
import { Outcome } from './Outcome'
import { ProviderDialog } from './ProviderDialog'
import {
  keepProvider,
  MOST_PROVIDERS,
  type Provider,
  type ProviderTest,
  providersQuery,
  removeProvider,
  testProvider,
} from './queries'

const hostOf = (address: string) => {
  try {
    return new URL(address).host
  } catch {
    return address
  }
}

function Result({ result }: { result: ProviderTest }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
      <Outcome outcome={result.outcome} />
      {result.ok
        ? t('assistantSettings.testGood', { ms: format.number(result.latency_ms), model: result.model })
        : t(`assistantSettings.advice.${result.outcome}`)}
    </p>
  )
}

function Entry({
  provider,
  mayChange,
  onEdit,
  onRemove,
}: {
  provider: Provider
  mayChange: boolean
  onEdit: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => keepProvider(client, provider.name, { enabled }),
    onError: (error) => toast.error(errorText(error)),
  })
  const tried = useMutation({
    mutationFn: () => testProvider(client, provider.name),
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <span className="min-w-0 flex-1 basis-full sm:basis-56">
        <Switch
          checked={provider.enabled}
          disabled={!mayChange || toggle.isPending}
          onChange={(enabled) => toggle.mutate(enabled)}
          label={<span className="font-medium">{provider.name}</span>}
          hint={
            <span className="break-words">
              {provider.model} · {hostOf(provider.base_url)}
              {provider.has_key ? null : ` · ${t('assistantSettings.noKey')}`}
            </span>
          }
        />
      </span>
      {mayChange ? (
        <span className="flex items-center gap-2">
          <Button
            size="sm"
            busy={tried.isPending}
            onClick={() => tried.mutate()}
            aria-label={t('assistantSettings.testOf', { name: provider.name })}
          >
            {t('assistantSettings.test')}
          </Button>
          <IconButton label={t('assistantSettings.edit', { name: provider.name })} onClick={onEdit}>
            <PencilLine aria-hidden />
          </IconButton>
          <IconButton label={t('assistantSettings.remove', { name: provider.name })} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      ) : null}
      {/* Always there, so that a result is announced; as wide as the entry, so that nothing moves. */}
      <div aria-live="polite" className="basis-full empty:hidden">
        {tried.data ? <Result result={tried.data} /> : null}
      </div>
    </li>
  )
}

/** Who is asked, in order; the house itself is always last. */
export function Providers() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const query = useQuery(providersQuery)
  const mayChange = useSession().scopes.includes('settings:write')
  const [editing, setEditing] = useState<Provider | 'new' | null>(null)
  const [removing, setRemoving] = useState<Provider | null>(null)
  const errorText = useErrorText()
  const remove = useMutation({
    mutationFn: (name: string) => removeProvider(client, name),
    onSuccess: () => toast.success(t('assistantSettings.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const remote = query.data?.filter((one) => one.kind !== 'local') ?? []
  return (
    <Section
      title={t('assistantSettings.providers')}
      hint={t('assistantSettings.providersHint')}
      actions={
        mayChange && query.data && remote.length < MOST_PROVIDERS ? (
          <Button onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            {t('assistantSettings.add')}
          </Button>
        ) : null
      }
    >
      {query.data ? (
        <ol className="flex flex-col border-t border-line" aria-label={t('assistantSettings.providers')}>
          {remote.map((provider) => (
            <Entry
              key={provider.name}
              provider={provider}
              mayChange={mayChange}
              onEdit={() => setEditing(provider)}
              onRemove={() => setRemoving(provider)}
            />
          ))}
          <li className="border-b border-line py-3">
            <span className="block font-medium">{t('assistantSettings.local')}</span>
            <span className="block text-sm text-muted">{t('assistantSettings.localHint')}</span>
          </li>
        </ol>
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={3} />
      )}
      {editing ? (
        <ProviderDialog
          provider={editing === 'new' ? null : editing}
          taken={remote.map((one) => one.name)}
          onClose={() => setEditing(null)}
        />
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => (open ? undefined : setRemoving(null))}
        title={t('assistantSettings.removeTitle', { name: removing?.name ?? '' })}
        description={t('assistantSettings.removeText')}
        action={t('assistantSettings.removeAction')}
        busy={remove.isPending}
        onConfirm={() => (removing ? remove.mutate(removing.name) : undefined)}
      />
    </Section>
  )
}
