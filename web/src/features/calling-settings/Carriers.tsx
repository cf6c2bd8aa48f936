import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, FlaskConical, PencilLine, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import type { Carrier } from '@/services/types'
import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  IconButton,
  InlineFailure,
  Section,
  SkeletonRows,
  StatusPill,
  Switch,
} from '@/ui'
import { toast } from '@/ui/toast'
import { CarrierDialog } from './CarrierDialog'
import { carriersQuery, changeCarrier, removeCarrier, testCarrier } from './queries'

/** How a carrier is, in its own words. */
function Says({ health }: { health: Carrier['health'] }) {
  const { t } = useTranslation()
  return (
    <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
      <StatusPill tone={health.ok ? 'good' : 'urgent'}>
        {health.ok ? t('callingSettings.carrier.well') : t('callingSettings.carrier.unwell')}
      </StatusPill>
      <span className="min-w-0 break-words">{health.says}</span>
    </p>
  )
}

function Entry({
  carrier,
  onEdit,
  onRemove,
}: {
  carrier: Carrier
  onEdit: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const format = useFormat()
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => changeCarrier(client, carrier.id, { enabled }),
    onError: (error) => toast.error(errorText(error)),
  })
  const tried = useMutation({ mutationFn: () => testCarrier(carrier.id) })
  const { name } = carrier
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <span className="min-w-0 flex-1 basis-full sm:basis-56">
        <Switch
          checked={carrier.enabled}
          disabled={toggle.isPending}
          onChange={(enabled) => toggle.mutate(enabled)}
          label={
            <span className="font-medium break-words" dir="auto">
              {name}
            </span>
          }
          hint={
            <>
              <Badge>{t(`callingSettings.carrier.kinds.${carrier.kind}`)}</Badge>{' '}
              {t('callingSettings.carrier.limits', {
                calls: format.number(carrier.most_calls),
                rate: format.number(carrier.calls_per_second),
              })}
              {carrier.caller_ids.length > 0 ? (
                <>
                  {' · '}
                  <bdi dir="ltr">{carrier.caller_ids.slice(0, 3).join(', ')}</bdi>
                  {carrier.caller_ids.length > 3 ? ' …' : null}
                </>
              ) : null}
            </>
          }
        />
      </span>
      <span className="flex items-center gap-2">
        <Button
          size="sm"
          busy={tried.isPending}
          onClick={() => tried.mutate()}
          aria-label={t('callingSettings.carrier.testOf', { name })}
        >
          {t('callingSettings.carrier.test')}
        </Button>
        <IconButton label={t('callingSettings.carrier.edit', { name })} onClick={onEdit}>
          <PencilLine aria-hidden />
        </IconButton>
        <IconButton label={t('callingSettings.carrier.remove', { name })} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </span>
      {/* Always there, so that a result is announced. */}
      <div aria-live="polite" className="flex basis-full flex-col gap-2 empty:hidden">
        {carrier.enabled || tried.data ? <Says health={tried.data ?? carrier.health} /> : null}
        {tried.error ? <InlineFailure error={tried.error} /> : null}
        {carrier.inbound_url ? (
          <p className="text-sm text-muted">
            {t('callingSettings.carrier.inbound')}{' '}
            <code className="font-mono break-all text-fg select-all">{carrier.inbound_url}</code>
          </p>
        ) : null}
      </div>
    </li>
  )
}

/** Who places the calls, in the order in which they are asked. */
export function Carriers() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const query = useQuery(carriersQuery)
  const errorText = useErrorText()
  const [editing, setEditing] = useState<Carrier | 'new' | null>(null)
  const [removing, setRemoving] = useState<Carrier | null>(null)
  const remove = useMutation({
    mutationFn: (id: number) => removeCarrier(client, id),
    onSuccess: () => toast.success(t('callingSettings.carrier.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const add = (
    <Button onClick={() => setEditing('new')}>
      <Plus aria-hidden />
      {t('callingSettings.carrier.add')}
    </Button>
  )
  const data = query.data
  return (
    <Section
      title={t('callingSettings.tabs.carriers')}
      hint={t('callingSettings.carrier.hint')}
      actions={data && data.carriers.length > 0 ? add : null}
    >
      {data ? (
        <>
          {data.simulated ? (
            <p className="flex items-start gap-2.5 rounded-md bg-waiting-soft px-3 py-2">
              <FlaskConical className="mt-0.5 size-4 shrink-0 text-waiting" aria-hidden />
              {t('callingSettings.carrier.simulated')}
            </p>
          ) : (
            <p className="flex items-center gap-2 text-good">
              <CircleCheck className="size-4 shrink-0" aria-hidden />
              {t('callingSettings.carrier.real')}
            </p>
          )}
          {data.carriers.length > 0 ? (
            <ol
              className="flex flex-col border-t border-line"
              aria-label={t('callingSettings.tabs.carriers')}
            >
              {data.carriers.map((carrier) => (
                <Entry
                  key={carrier.id}
                  carrier={carrier}
                  onEdit={() => setEditing(carrier)}
                  onRemove={() => setRemoving(carrier)}
                />
              ))}
            </ol>
          ) : (
            <EmptyState title={t('callingSettings.carrier.none')} action={add}>
              {t('callingSettings.carrier.noneText')}
            </EmptyState>
          )}
        </>
      ) : query.isError ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonRows rows={3} />
      )}
      {editing ? (
        <CarrierDialog
          carrier={editing === 'new' ? null : editing}
          places={data?.carriers.length ?? 0}
          onClose={() => setEditing(null)}
        />
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => (open ? undefined : setRemoving(null))}
        title={t('callingSettings.carrier.removeTitle', { name: removing?.name ?? '' })}
        description={t('callingSettings.carrier.removeText')}
        action={t('callingSettings.carrier.removeAction')}
        danger
        busy={remove.isPending}
        onConfirm={() => (removing ? remove.mutate(removing.id) : undefined)}
      />
    </Section>
  )
}
