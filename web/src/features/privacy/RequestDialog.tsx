import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import {
  Button,
  Checkbox,
  Dialog,
  Failure,
  Field,
  InlineFailure,
  SkeletonRows,
  StatusPill,
  Textarea,
} from '@/ui'
import { toast } from '@/ui/toast'
import { Lines } from './Lines'
import { archivePath, decide, planQuery, type Request, stepsQuery } from './queries'
import { whoOf } from './Requests'
import { STATE_TONES } from './state'

function DryRun({ request, withContacts }: { request: Request; withContacts: boolean }) {
  const { t } = useTranslation()
  const plan = useQuery(planQuery(request.id, withContacts))
  if (plan.isPending) return <SkeletonRows rows={4} />
  if (plan.isError) return <Failure error={plan.error} onRetry={() => void plan.refetch()} />
  return <Lines label={t('privacy.dryRun')} lines={plan.data.lines} />
}

function Evidence({ request }: { request: Request }) {
  const { t } = useTranslation()
  const steps = useQuery(stepsQuery(request.id))
  if (!steps.data?.length) return null
  return (
    <section className="flex flex-col gap-2">
      <h3 className="font-medium">{t('privacy.evidence')}</h3>
      <Lines label={t('privacy.evidence')} lines={steps.data} />
    </section>
  )
}

/** Something to write, and one button. */
function Said({
  label,
  hint,
  action,
  danger,
  onSay,
}: {
  label: string
  hint?: string
  action: string
  danger?: boolean
  onSay: (text: string) => Promise<void>
}) {
  const [text, setText] = useState('')
  const say = useMutation({ mutationFn: () => onSay(text.trim()) })
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hint={hint}>
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            maxLength={1000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <InlineFailure error={say.error} />
      <Button
        className="self-start"
        kind={danger ? 'danger' : undefined}
        disabled={!text.trim()}
        busy={say.isPending}
        onClick={() => say.mutate()}
      >
        {action}
      </Button>
    </div>
  )
}

function Facts({ request }: { request: Request }) {
  const { t } = useTranslation()
  const format = useFormat()
  const facts: [string, string | null][] = [
    [t('privacy.askedAt'), format.dateTime(request.asked_at)],
    [t('privacy.dueAt'), format.date(request.due_at)],
    [t('privacy.reasonOf'), request.reason],
    [t('privacy.identity'), request.identity_note],
    [t('privacy.refusal'), request.refusal],
    [t('privacy.problem'), request.problem],
  ]
  return (
    <dl className="grid gap-x-4 gap-y-1 md:grid-cols-[auto_1fr]">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words" dir="auto">
              {value}
            </dd>
          </div>
        ))}
    </dl>
  )
}

/** One request: who it is, what would happen, and letting it happen. */
export function RequestDialog({ request, onClose }: { request: Request; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [withContacts, setWithContacts] = useState(request.person_id === null)
  const [refusing, setRefusing] = useState(false)
  const start = useMutation({
    mutationFn: () => decide(client, request.id, 'start', { with_contacts: withContacts }),
    onError: (error) => toast.error(errorText(error)),
  })
  const pending = request.state === 'pending'
  const known = request.identity_checked_at !== null
  const deletion = request.kind === 'deletion'
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`${t(`privacy.kind.${request.kind}`)}: ${whoOf(request)}`}
      footer={
        pending ? (
          <>
            <Button onClick={() => setRefusing(true)}>{t('privacy.refuse')}</Button>
            <Button
              kind={deletion ? 'danger' : 'primary'}
              disabled={!known}
              busy={start.isPending}
              onClick={() => start.mutate()}
            >
              {t(deletion ? 'privacy.startDeletion' : 'privacy.startAccess')}
            </Button>
          </>
        ) : request.archive_expires_at ? (
          <Button asChild kind="primary">
            <a href={apiUrl(archivePath(request.id))} download>
              <Download aria-hidden />
              {t('privacy.download')}
            </a>
          </Button>
        ) : undefined
      }
    >
      <div className="flex flex-col gap-5">
        <span>
          <StatusPill tone={STATE_TONES[request.state]}>{t(`privacy.state.${request.state}`)}</StatusPill>
        </span>
        <Facts request={request} />
        {pending && !known ? (
          <Said
            label={t('privacy.identity')}
            hint={t('privacy.identityHint')}
            action={t('privacy.identityAction')}
            onSay={(note) => decide(client, request.id, 'identity', { note })}
          />
        ) : null}
        {pending ? (
          <Checkbox
            checked={withContacts}
            onChange={setWithContacts}
            label={t('privacy.withContacts')}
            hint={t('privacy.withContactsHint')}
          />
        ) : null}
        {pending && deletion ? (
          <section className="flex flex-col gap-2">
            <h3 className="font-medium">{t('privacy.dryRun')}</h3>
            <p className="text-muted">{t('privacy.dryRunHint')}</p>
            <DryRun request={request} withContacts={withContacts} />
          </section>
        ) : null}
        {!pending && deletion ? <Evidence request={request} /> : null}
        {pending && refusing ? (
          <Said
            danger
            label={t('privacy.refusal')}
            hint={t('privacy.refusalHint')}
            action={t('privacy.refuse')}
            onSay={(reason) => decide(client, request.id, 'refuse', { reason })}
          />
        ) : null}
      </div>
    </Dialog>
  )
}
