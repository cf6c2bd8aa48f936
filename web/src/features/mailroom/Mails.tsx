import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import { Button, EmptyState, Failure, RelativeTime, Section, Select, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import {
  MAIL_STATES,
  type Mail,
  type MailState,
  mailboxesQuery,
  mailsQuery,
  settleMail,
  sourceOf,
} from './queries'

const REASONS = [
  'admitted',
  'automatic',
  'bad_sender',
  'bounce',
  'broken',
  'head_too_large',
  'keeps_failing',
  'loop',
  'no_sender',
  'quota_reached',
  'several_senders',
  'shut_out',
  'spoofed',
  'too_deep',
  'too_large',
  'too_long',
  'flood',
  'too_many_parts',
] as const

function Entry({ mail, mayChange }: { mail: Mail; mayChange: boolean }) {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  const errorText = useErrorText()
  const settle = useMutation({
    mutationFn: (act: 'retry' | 'discard') => settleMail(client, mail.id, act),
    onSuccess: (_answer, act) => toast.success(t(`mailroom.done.${act}`)),
    onError: (error) => toast.error(errorText(error)),
  })
  const open = mail.state === 'quarantined' || mail.state === 'ignored'
  const known = REASONS.find((one) => one === mail.reason)
  const subject = mail.subject || t('mailroom.noSubject')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-full sm:basis-64">
        <p className="font-medium break-words" dir="auto">
          {mail.ticket_id ? (
            <Link
              to="/tickets/{-$ticketId}"
              params={{ ticketId: String(mail.ticket_id) }}
              className="text-accent hover:underline"
            >
              {subject}
            </Link>
          ) : (
            subject
          )}
        </p>
        <p className="text-sm text-muted">
          <bdi className="break-all">{mail.sender || t('mailroom.noSender')}</bdi> · {mail.mailbox_name} ·{' '}
          {format.bytes(mail.size)} · <RelativeTime plain value={mail.fetched_at} />
        </p>
        {mail.reason && mail.state !== 'taken' ? (
          <p className="text-sm">{known ? t(`mailroom.reason.${known}`) : mail.reason}</p>
        ) : null}
      </div>
      {mayChange && mail.state !== 'discarded' ? (
        <span className="flex flex-wrap items-center gap-2">
          <Button asChild size="sm">
            <a href={apiUrl(sourceOf(mail.id))} download aria-label={t('mailroom.sourceOf', { subject })}>
              <Download aria-hidden />
              {t('mailroom.source')}
            </a>
          </Button>
          {open ? (
            <>
              <Button
                size="sm"
                busy={settle.isPending && settle.variables === 'retry'}
                onClick={() => settle.mutate('retry')}
                aria-label={t('mailroom.retryOf', { subject })}
              >
                {t('mailroom.retry')}
              </Button>
              <Button
                size="sm"
                busy={settle.isPending && settle.variables === 'discard'}
                onClick={() => settle.mutate('discard')}
                aria-label={t('mailroom.discardOf', { subject })}
              >
                {t('mailroom.discard')}
              </Button>
            </>
          ) : null}
        </span>
      ) : null}
    </li>
  )
}

/** What came, by what became of it: first what waits for an administrator. Without a mailbox, nothing. */
export function Mails() {
  const { t } = useTranslation()
  const mayChange = useSession().scopes.includes('settings:write')
  const [state, setState] = useState<MailState>('quarantined')
  const mailboxes = useQuery(mailboxesQuery)
  const query = useInfiniteQuery(mailsQuery(state))
  const mails = query.data?.pages.flat()
  if (!mailboxes.data?.length) return null
  return (
    <Section
      title={t('mailroom.mails')}
      hint={t('mailroom.mailsHint')}
      actions={
        <Select
          aria-label={t('mailroom.show')}
          value={state}
          onChange={setState}
          options={MAIL_STATES.map((each) => ({ value: each, label: t(`mailroom.state.${each}`) }))}
        />
      }
    >
      {query.isError && !mails ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : !mails ? (
        <SkeletonRows rows={3} />
      ) : mails.length === 0 ? (
        <EmptyState title={t(`mailroom.empty.${state === 'quarantined' ? 'quarantined' : 'other'}`)} />
      ) : (
        <ul className="flex flex-col border-t border-line">
          {mails.map((mail) => (
            <Entry key={mail.id} mail={mail} mayChange={mayChange} />
          ))}
        </ul>
      )}
      {query.hasNextPage ? (
        <Button
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
          className="self-start"
        >
          {t('mailroom.more')}
        </Button>
      ) : null}
    </Section>
  )
}
