import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { MailX, Plus, Trash2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CHANNELS, type Channel } from '@/features/messages/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { ApiError } from '@/services/errors'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  Field,
  FormDialog,
  IconButton,
  InlineFailure,
  Input,
  RelativeTime,
  Section,
  Select,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { lift, type Suppression, suppress, suppressionsQuery } from './queries'

function SuppressDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [channel, setChannel] = useState<Channel>('email')
  const [address, setAddress] = useState('')
  const [note, setNote] = useState('')
  const save = useMutation({
    mutationFn: () => suppress(client, { channel, address: address.trim(), note: note.trim() }),
    onSuccess: () => {
      toast.success(t('channels.suppressed'))
      onClose()
    },
  })
  const told = save.error instanceof ApiError ? save.error.fieldErrors() : {}
  const submit = () => {
    if (address.trim()) save.mutate()
  }
  return (
    <FormDialog
      title={t('channels.suppress')}
      action={t('channels.suppressAction')}
      busy={save.isPending}
      disabled={!address.trim()}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={t('messages.byChannel')}>
        {(control) => (
          <Select
            {...control}
            value={channel}
            onChange={setChannel}
            options={CHANNELS.map((each) => ({ value: each, label: t(`messages.channel.${each}`) }))}
          />
        )}
      </Field>
      <Field label={t('channels.address')} error={told.address}>
        {(control) => (
          <Input
            {...control}
            dir="ltr"
            autoComplete="off"
            maxLength={254}
            value={address}
            onChange={(event) => setAddress(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('channels.note')} error={told.note}>
        {(control) => (
          <Input
            {...control}
            dir="auto"
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <InlineFailure error={Object.keys(told).length > 0 ? null : save.error} />
    </FormDialog>
  )
}

function Rows({ found, onLift }: { found: Suppression[]; onLift?: (one: Suppression) => void }) {
  const { t } = useTranslation()
  return (
    <Table label={t('channels.suppressions')} className="min-w-lg">
      <thead>
        <tr>
          <Th>{t('channels.address')}</Th>
          <Th>{t('channels.why')}</Th>
          <Th>{t('channels.since')}</Th>
          <Th>
            <span className="sr-only">{t('messages.actions')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {found.map((one) => (
          <Tr key={one.id}>
            <Td className="max-w-64 py-1.5">
              <bdi dir="ltr" className="block truncate">
                {one.address}
              </bdi>
              <span className="block text-sm text-muted">{t(`messages.channel.${one.channel}`)}</span>
            </Td>
            <Td className="max-w-72 py-1.5">
              {t(`messages.reason.${one.reason}`)}
              {one.note ? (
                <span dir="auto" className="block text-sm break-words text-muted">
                  {one.note}
                </span>
              ) : null}
            </Td>
            <Td className="whitespace-nowrap">
              <RelativeTime plain value={one.created_at} />
            </Td>
            <Td numeric>
              {onLift ? (
                <IconButton
                  size="sm"
                  label={t('channels.lift', { address: one.address })}
                  onClick={() => onLift(one)}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              ) : null}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Addresses that are not written to any more. */
export function Suppressions({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [typed, setTyped] = useState('')
  const [q, setQ] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setQ(typed.trim()), 250)
    return () => clearTimeout(timer)
  }, [typed])
  const query = useInfiniteQuery(suppressionsQuery(q))
  const found = query.data?.pages.flatMap((page) => page.items) ?? []
  const [adding, setAdding] = useState(false)
  const [lifting, setLifting] = useState<Suppression | null>(null)
  const free = useMutation({
    mutationFn: (id: number) => lift(client, id),
    onSuccess: () => toast.success(t('channels.lifted')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setLifting(null),
  })
  const add = mayChange ? (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden /> {t('channels.suppress')}
    </Button>
  ) : null
  return (
    <Section title={t('channels.suppressions')} hint={t('channels.suppressionsHint')} actions={add}>
      <Input
        type="search"
        dir="ltr"
        className="sm:w-72"
        aria-label={t('messages.search')}
        placeholder={t('messages.search')}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : found.length === 0 ? (
        <EmptyState icon={MailX} title={t(q ? 'channels.noneSo' : 'channels.nobody')} />
      ) : (
        <Rows found={found} onLift={mayChange ? setLifting : undefined} />
      )}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('messages.older')}
        </Button>
      ) : null}
      {adding ? <SuppressDialog onClose={() => setAdding(false)} /> : null}
      {lifting ? (
        <ConfirmDialog
          open
          onOpenChange={(open) => (open ? undefined : setLifting(null))}
          title={t('channels.lift', { address: lifting.address })}
          description={t('channels.liftText')}
          action={t('channels.liftAction')}
          danger
          busy={free.isPending}
          onConfirm={() => free.mutate(lifting.id)}
        />
      ) : null}
    </Section>
  )
}
