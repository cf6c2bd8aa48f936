import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Pencil, Phone, PhoneIncoming, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import {
  Badge,
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  IconButton,
  Section,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { NumberDialog } from './NumberDialog'
import { QueueDialog } from './QueueDialog'
import { numbersQuery, type OurNumber, type Queue, queuesQuery, removeNumber, removeQueue } from './queries'
import { RangAt, WaitingNow } from './Waiting'

type Editing = { queue: Queue | null } | { number: OurNumber | null } | null
type Removing = { queue: Queue } | { number: OurNumber } | null

/** Calls that come in: who waits, the queues they wait in, and the numbers that lead there. */
export function Inbound() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { scopes } = useSession()
  const mayChange = scopes.includes('settings:write')
  const queues = useQuery(queuesQuery)
  const numbers = useQuery(numbersQuery)
  const [editing, setEditing] = useState<Editing>(null)
  const [removing, setRemoving] = useState<Removing>(null)
  const remove = useMutation({
    mutationFn: (what: NonNullable<Removing>) =>
      'queue' in what ? removeQueue(client, what.queue.id) : removeNumber(client, what.number.id),
    onSuccess: () => toast.success(t('inbound.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  if (queues.isError || numbers.isError)
    return <Failure error={queues.error ?? numbers.error} onRetry={() => void queues.refetch()} />
  if (!queues.data || !numbers.data) return <SkeletonRows rows={8} />
  const name = removing ? ('queue' in removing ? removing.queue.name : removing.number.number) : ''
  return (
    <div className="flex flex-col gap-8">
      <WaitingNow />
      <Section
        title={t('inbound.queue.title')}
        hint={t('inbound.queue.hint')}
        actions={
          mayChange ? (
            <Button kind="primary" onClick={() => setEditing({ queue: null })}>
              <Plus aria-hidden />
              {t('inbound.queue.add')}
            </Button>
          ) : null
        }
      >
        {queues.data.length === 0 ? (
          <EmptyState icon={PhoneIncoming} title={t('inbound.queue.none')}>
            {t('inbound.queue.noneText')}
          </EmptyState>
        ) : (
          <ul className="flex flex-col">
            {queues.data.map((queue) => (
              <QueueRow
                key={queue.id}
                queue={queue}
                onEdit={mayChange ? () => setEditing({ queue }) : undefined}
                onRemove={() => setRemoving({ queue })}
              />
            ))}
          </ul>
        )}
      </Section>
      <Section
        title={t('inbound.number.title')}
        hint={t('inbound.number.titleHint')}
        actions={
          mayChange && queues.data.length > 0 ? (
            <Button onClick={() => setEditing({ number: null })}>
              <Plus aria-hidden />
              {t('inbound.number.add')}
            </Button>
          ) : null
        }
      >
        {numbers.data.length === 0 ? (
          <EmptyState icon={Phone} title={t('inbound.number.none')}>
            {queues.data.length > 0 ? t('inbound.number.noneText') : t('inbound.number.queueFirst')}
          </EmptyState>
        ) : (
          <Numbers
            numbers={numbers.data}
            queues={queues.data}
            onEdit={mayChange ? (number) => setEditing({ number }) : undefined}
            onRemove={(number) => setRemoving({ number })}
          />
        )}
      </Section>
      <RangAt />
      {editing && 'queue' in editing ? (
        <QueueDialog queue={editing.queue} onClose={() => setEditing(null)} />
      ) : null}
      {editing && 'number' in editing ? (
        <NumberDialog number={editing.number} queues={queues.data} onClose={() => setEditing(null)} />
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={() => setRemoving(null)}
        title={t('inbound.removeTitle', { name })}
        description={
          removing && 'queue' in removing ? t('inbound.queue.removeText') : t('inbound.number.removeText')
        }
        action={t('inbound.remove')}
        danger
        busy={remove.isPending}
        onConfirm={() => removing && remove.mutate(removing)}
      />
    </div>
  )
}

function QueueRow({
  queue,
  onEdit,
  onRemove,
}: {
  queue: Queue
  onEdit: (() => void) | undefined
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  const minutes = Math.round((queue.wait_s / 60) * 10) / 10
  return (
    <li className="flex items-center gap-2 border-b border-line py-2.5">
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-2">
          <span className="font-medium break-words" dir="auto">
            {queue.name}
          </span>
          {queue.skills.map((skill) => (
            <Badge key={skill}>{skill}</Badge>
          ))}
        </span>
        <span className="text-sm text-muted">
          {queue.ring_s > 0 ? t('inbound.queue.rings', { count: queue.ring_s }) : t('inbound.queue.atOnce')}{' '}
          {t('inbound.queue.waits', {
            minutes: format.number(minutes),
            most: format.number(queue.most_waiting),
            after: t(`inbound.overflow.${queue.overflow}`),
          })}
        </span>
      </span>
      {onEdit ? (
        <>
          <IconButton label={t('inbound.queue.edit', { name: queue.name })} onClick={onEdit}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton label={t('inbound.removeTitle', { name: queue.name })} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        </>
      ) : null}
    </li>
  )
}

function Numbers({
  numbers,
  queues,
  onEdit,
  onRemove,
}: {
  numbers: OurNumber[]
  queues: Queue[]
  onEdit: ((number: OurNumber) => void) | undefined
  onRemove: (number: OurNumber) => void
}) {
  const { t } = useTranslation()
  return (
    <Table label={t('inbound.number.title')} className="min-w-xl">
      <thead>
        <tr>
          <Th>{t('inbound.number.label')}</Th>
          <Th>{t('inbound.number.leads')}</Th>
          <Th>{t('inbound.number.hours')}</Th>
          <Th>
            <span className="sr-only">{t('inbound.remove')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {numbers.map((number) => (
          <Tr key={number.id}>
            <Td className="py-1.5 whitespace-nowrap">
              <bdi dir="ltr">{number.number}</bdi>
              {number.enabled ? null : <Badge className="ms-2">{t('inbound.number.off')}</Badge>}
              <span className="block text-sm text-muted" dir="auto">
                {number.name}
              </span>
            </Td>
            <Td className="py-1.5">
              <bdi>{queues.find(({ id }) => id === number.queue_id)?.name}</bdi>
              {number.menu ? (
                <span className="block text-sm text-muted">{t('inbound.number.byMenu')}</span>
              ) : null}
            </Td>
            <Td className="py-1.5">
              {number.hours ? <bdi dir="ltr">{number.hours}</bdi> : t('inbound.number.always')}
              {number.hours ? <span className="block text-sm text-muted">{number.time_zone}</span> : null}
            </Td>
            <Td numeric className="whitespace-nowrap">
              {onEdit ? (
                <>
                  <IconButton
                    size="sm"
                    label={t('inbound.number.edit', { number: number.number })}
                    onClick={() => onEdit(number)}
                  >
                    <Pencil aria-hidden />
                  </IconButton>
                  <IconButton
                    size="sm"
                    label={t('inbound.removeTitle', { name: number.number })}
                    onClick={() => onRemove(number)}
                  >
                    <Trash2 aria-hidden />
                  </IconButton>
                </>
              ) : null}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
