import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, FileJson, PackageOpen, UserRoundX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import { Button, Dialog, Failure, Field, Section, SkeletonRows, StatusPill, Switch, Textarea } from '@/ui'
import { toast } from '@/ui/toast'
import {
  archivePath,
  askMine,
  CONSENT_TYPES,
  type ConsentType,
  exportMine,
  type MyRequest,
  myRequestsQuery,
  ownConsentsQuery,
  recordConsent,
  useMyRequestsLive,
} from './queries'
import { STATE_TONES } from './state'

function Consents() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(ownConsentsQuery)
  const record = useMutation({
    mutationFn: (given: { type: ConsentType; value: boolean; wording: string }) =>
      recordConsent(client, given),
    onError: (error) => toast.error(errorText(error)),
  })
  if (query.isPending) return <SkeletonRows rows={3} />
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  const standing = (type: ConsentType) =>
    query.data.some((one) => one.type === type && one.standing && one.value)
  return (
    <div className="flex flex-col gap-3">
      {CONSENT_TYPES.map((type) => {
        const wording = t(`myData.consent.${type}Text`)
        return (
          <Switch
            key={type}
            label={t(`myData.consent.${type}`)}
            hint={wording}
            checked={
              record.isPending && record.variables.type === type ? record.variables.value : standing(type)
            }
            disabled={record.isPending}
            onChange={(value) => record.mutate({ type, value, wording })}
          />
        )
      })}
    </div>
  )
}

function Asked({ requests }: { requests: MyRequest[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {requests.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
          <StatusPill tone={STATE_TONES[one.state]}>{t(`privacy.state.${one.state}`)}</StatusPill>
          <span>{t(`privacy.kind.${one.kind}`)}</span>
          <span className="text-sm text-muted">
            {one.state === 'pending' || one.state === 'in_progress'
              ? t('myData.answeredBy', { date: format.date(one.due_at) })
              : format.date(one.finished_at ?? one.asked_at)}
          </span>
          {one.refusal ? (
            <span className="w-full break-words" dir="auto">
              {one.refusal}
            </span>
          ) : null}
          {one.archive_expires_at ? (
            <Button asChild size="sm" className="ms-auto">
              <a href={apiUrl(archivePath(one.id))} download>
                <Download aria-hidden />
                {t('myData.download')}
              </a>
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** Asks once more before what can't be taken back, and says that nothing happens at once. */
function ForgetDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [reason, setReason] = useState('')
  const ask = useMutation({
    mutationFn: () => askMine(client, 'deletion', reason),
    onSuccess: () => {
      toast.success(t('myData.asked'))
      onClose()
    },
    onError: (error) => toast.error(errorText(error)),
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('myData.forget')}
      description={t('myData.forgetText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="danger" busy={ask.isPending} onClick={() => ask.mutate()}>
            {t('myData.forgetAction')}
          </Button>
        </>
      }
    >
      <Field label={t('myData.reason')}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={2000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  )
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** What one agreed to, what one asked about one's own data, and how that stands. */
export function MyData() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(myRequestsQuery)
  useMyRequestsLive()
  const [forgetting, setForgetting] = useState(false)
  const ask = useMutation({
    mutationFn: () => askMine(client, 'access', ''),
    onSuccess: () => toast.success(t('myData.asked')),
    onError: (error) => toast.error(errorText(error)),
  })
  const take = useMutation({
    mutationFn: exportMine,
    onSuccess: (blob) => save(blob, 'my-data.json'),
    onError: (error) => toast.error(errorText(error)),
  })
  const open = (kind: string) =>
    !!query.data?.some((one) => one.kind === kind && ['pending', 'in_progress'].includes(one.state))
  return (
    <Section title={t('myData.title')} hint={t('myData.hint')}>
      <Consents />
      <div className="flex flex-wrap gap-2">
        <Button busy={ask.isPending} disabled={open('access')} onClick={() => ask.mutate()}>
          <PackageOpen aria-hidden />
          {t('myData.ask')}
        </Button>
        <Button busy={take.isPending} onClick={() => take.mutate()}>
          <FileJson aria-hidden />
          {t('myData.now')}
        </Button>
        <Button disabled={open('deletion')} onClick={() => setForgetting(true)}>
          <UserRoundX aria-hidden />
          {t('myData.forget')}
        </Button>
      </div>
      {query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data?.length ? (
        <Asked requests={query.data} />
      ) : null}
      {forgetting ? <ForgetDialog onClose={() => setForgetting(false)} /> : null}
    </Section>
  )
}
