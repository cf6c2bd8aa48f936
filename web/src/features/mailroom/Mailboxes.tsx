import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Inbox, PencilLine, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { ApiError } from '@/services/errors'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  IconButton,
  RelativeTime,
  Section,
  SkeletonRows,
  StatusPill,
  Switch,
} from '@/ui'
import { toast } from '@/ui/toast'
import { MailboxDialog } from './MailboxDialog'
import { changeMailbox, type Mailbox, mailboxesQuery, removeMailbox, testMailbox } from './queries'

/** What the mail server would not do, in our words. */
function reasonOf(error: Error, otherwise: string): string {
  const says = error instanceof ApiError ? error.details.says : undefined
  return typeof says === 'string' ? says : otherwise
}

function State({ mailbox }: { mailbox: Mailbox }) {
  const { t } = useTranslation()
  if (!mailbox.enabled) return <StatusPill tone="neutral">{t('mailroom.off')}</StatusPill>
  if (mailbox.says) return <StatusPill tone="urgent">{t('mailroom.unwell')}</StatusPill>
  if (!mailbox.looked_at) return <StatusPill tone="waiting">{t('mailroom.notYet')}</StatusPill>
  return <StatusPill tone="good">{t('mailroom.well')}</StatusPill>
}

function Entry({
  mailbox,
  mayChange,
  onEdit,
  onRemove,
}: {
  mailbox: Mailbox
  mayChange: boolean
  onEdit: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { name } = mailbox
  const toggle = useMutation({
    mutationFn: (enabled: boolean) => changeMailbox(client, mailbox.id, { enabled }),
    onError: (error) => toast.error(errorText(error)),
  })
  const tried = useMutation({ mutationFn: () => testMailbox(mailbox.id) })
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <span className="min-w-0 flex-1 basis-full sm:basis-64">
        <Switch
          checked={mailbox.enabled}
          disabled={!mayChange || toggle.isPending}
          onChange={(enabled) => toggle.mutate(enabled)}
          label={
            <span className="font-medium break-words" dir="auto">
              {name}
            </span>
          }
          hint={
            <>
              <bdi dir="ltr" className="break-all">
                {mailbox.address}
              </bdi>
              {' · '}
              <bdi dir="ltr" className="break-all">
                {mailbox.host}
              </bdi>
            </>
          }
        />
      </span>
      {mayChange ? (
        <span className="flex items-center gap-2">
          <Button
            size="sm"
            busy={tried.isPending}
            onClick={() => tried.mutate()}
            aria-label={t('mailroom.testOf', { name })}
          >
            {t('mailroom.test')}
          </Button>
          <IconButton label={t('mailroom.edit', { name })} onClick={onEdit}>
            <PencilLine aria-hidden />
          </IconButton>
          <IconButton label={t('mailroom.remove', { name })} onClick={onRemove}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      ) : null}
      <div className="flex basis-full flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <State mailbox={mailbox} />
        {mailbox.looked_at ? (
          <span>
            {t('mailroom.lookedAt')} <RelativeTime plain value={mailbox.looked_at} />
          </span>
        ) : null}
        {mailbox.waiting ? <span>{t('mailroom.waiting', { count: mailbox.waiting })}</span> : null}
        {mailbox.quarantined ? (
          <span className="text-urgent">{t('mailroom.aside', { count: mailbox.quarantined })}</span>
        ) : null}
      </div>
      {/* Always there, so that a result is announced. */}
      <div aria-live="polite" className="basis-full text-sm empty:hidden">
        {tried.isSuccess ? (
          <p className="text-good">{t('mailroom.tested', { count: tried.data.mails })}</p>
        ) : tried.isError ? (
          <p className="text-urgent">{reasonOf(tried.error, errorText(tried.error))}</p>
        ) : mailbox.says ? (
          <p className="text-urgent">{mailbox.says}</p>
        ) : null}
      </div>
    </li>
  )
}

/** Where mail comes in and becomes tickets. */
export function Mailboxes() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const query = useQuery(mailboxesQuery)
  const mayChange = useSession().scopes.includes('settings:write')
  const [editing, setEditing] = useState<Mailbox | 'new' | null>(null)
  const [removing, setRemoving] = useState<Mailbox | null>(null)
  const remove = useMutation({
    mutationFn: (id: number) => removeMailbox(client, id),
    onSuccess: () => setRemoving(null),
    onError: (error) => toast.error(errorText(error)),
  })
  const add = mayChange ? (
    <Button kind="primary" onClick={() => setEditing('new')}>
      <Plus aria-hidden />
      {t('mailroom.add')}
    </Button>
  ) : null
  return (
    <>
      {query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !query.data ? (
        <SkeletonRows rows={3} />
      ) : query.data.length === 0 ? (
        <EmptyState icon={Inbox} title={t('mailroom.none')} action={add}>
          {t('mailroom.noneText')}
        </EmptyState>
      ) : (
        <Section title={t('mailroom.title')} hint={t('mailroom.hint')} actions={add}>
          <ul className="flex flex-col border-t border-line">
            {query.data.map((mailbox) => (
              <Entry
                key={mailbox.id}
                mailbox={mailbox}
                mayChange={mayChange}
                onEdit={() => setEditing(mailbox)}
                onRemove={() => setRemoving(mailbox)}
              />
            ))}
          </ul>
        </Section>
      )}
      {editing ? (
        <MailboxDialog mailbox={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      ) : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => (open ? undefined : setRemoving(null))}
        title={t('mailroom.removeTitle', { name: removing?.name ?? '' })}
        description={t('mailroom.removeText')}
        action={t('mailroom.removeAction')}
        danger
        busy={remove.isPending}
        onConfirm={() => (removing ? remove.mutate(removing.id) : undefined)}
      />
    </>
  )
}
