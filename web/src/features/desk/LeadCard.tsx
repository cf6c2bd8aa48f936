import { useQuery } from '@tanstack/react-query'
import { Clock3, Mail, Phone, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { leadQuery } from '@/features/leads/queries'
import { LeadPriorityMark, StagePill } from '@/features/leads/words'
import { CallList } from '@/features/telephone/CallList'
import { callListQuery } from '@/features/telephone/queries'
import { useCommand } from '@/hooks/useCommand'
import { useFormat } from '@/hooks/useFormat'
import { useSecond } from '@/hooks/useSecond'
import type { Lead } from '@/services/types'
import { Badge, Button, ConfirmDialog, IconButton, Kbd, PanelPart } from '@/ui'
import type { DeskActs } from './acts'

/** Whom one calls, and all that helps to talk with them. */
export function LeadCard({
  lead,
  script,
  idle,
  acts,
}: {
  lead: Lead
  script: string | null
  /** No call runs and nothing waits to be wrapped up. */
  idle: boolean
  acts: DeskActs
}) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState(false)
  const mayDial = idle && lead.phone !== null
  useCommand(
    mayDial ? { id: 'desk.dial', label: t('desk.dial'), key: 'Space', run: () => setAsked(true) } : null,
  )
  useCommand(
    mayDial
      ? { id: 'desk.dialNow', label: t('desk.dialNow'), key: 'd', run: () => acts.dial.mutate(lead) }
      : null,
  )
  return (
    <section
      aria-label={lead.name || (lead.phone ?? '')}
      className="rounded-md border border-line bg-surface"
    >
      <div className="flex flex-wrap items-start gap-3 border-b border-line p-4">
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <h2 className="text-xl font-semibold break-words">{lead.name || lead.phone_national}</h2>
          <div className="flex flex-wrap items-center gap-2">
            <StagePill stage={lead.status} />
            <LeadPriorityMark priority={lead.priority} />
            {lead.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </div>
        </div>
        {idle ? (
          <div className="flex items-center gap-2">
            <IconButton label={t('desk.release')} onClick={() => acts.release.mutate(lead)}>
              <Undo2 aria-hidden />
            </IconButton>
            <Button
              kind="primary"
              size="lg"
              disabled={!mayDial}
              busy={acts.dial.isPending}
              onClick={() => acts.dial.mutate(lead)}
            >
              <Phone aria-hidden />
              {t('desk.dial')}
              <Kbd keys="d" />
            </Button>
          </div>
        ) : null}
      </div>
      <div className="grid grid-cols-1 lg:grid-cols-2">
        <div className="border-line lg:border-e">
          <PanelPart title={t('desk.contact')}>
            <Contact lead={lead} />
          </PanelPart>
          {lead.notes ? (
            <PanelPart title={t('desk.leadNotes')}>
              <p className="break-words whitespace-pre-wrap">{lead.notes}</p>
            </PanelPart>
          ) : null}
          <PanelPart title={t('desk.before')}>
            <Before leadId={lead.id} />
          </PanelPart>
        </div>
        <PanelPart title={t('desk.script')}>
          {script ? (
            <p className="max-w-[72ch] text-base leading-relaxed break-words whitespace-pre-wrap">{script}</p>
          ) : (
            <p className="text-muted">{t('desk.noScript')}</p>
          )}
        </PanelPart>
      </div>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('desk.dial')}
        description={t('desk.dialText', { name: lead.name || lead.phone_national })}
        action={t('desk.dial')}
        onConfirm={() => {
          setAsked(false)
          acts.dial.mutate(lead)
        }}
      />
    </section>
  )
}

function Contact({ lead }: { lead: Lead }) {
  const { t } = useTranslation()
  const format = useFormat()
  const fields = Object.entries(lead.custom).filter(([, value]) => value !== null && value !== '')
  return (
    <dl className="flex flex-col gap-1.5">
      <div className="flex items-center gap-2">
        <Phone className="size-4 shrink-0 text-muted" aria-hidden />
        <dt className="sr-only">{t('desk.number')}</dt>
        <dd className="tabular-nums">{lead.phone_national ?? t('desk.noNumber')}</dd>
        {lead.time_zone || lead.zones[0] ? <TheirTime zone={lead.time_zone ?? lead.zones[0] ?? ''} /> : null}
      </div>
      {lead.email ? (
        <div className="flex items-center gap-2">
          <Mail className="size-4 shrink-0 text-muted" aria-hidden />
          <dt className="sr-only">{t('desk.email')}</dt>
          <dd className="truncate">{lead.email}</dd>
        </div>
      ) : null}
      {lead.callback_at ? (
        <div className="flex items-center gap-2 text-waiting">
          <Clock3 className="size-4 shrink-0" aria-hidden />
          <dt>{t('desk.callbackAt')}</dt>
          <dd>{format.dateTime(lead.callback_at)}</dd>
        </div>
      ) : null}
      {fields.map(([name, value]) => (
        <div key={name} className="flex gap-2">
          <dt className="w-28 shrink-0 truncate text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{String(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What the clock shows where they are. */
function TheirTime({ zone }: { zone: string }) {
  const { t, i18n } = useTranslation()
  const now = useSecond()
  let time: string
  try {
    time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short', timeZone: zone }).format(now * 1000)
  } catch {
    return null // a zone that this browser does not know
  }
  return (
    <dd className="text-sm text-muted" title={zone}>
      {t('desk.theirTime', { time })}
    </dd>
  )
}

function Before({ leadId }: { leadId: number }) {
  const { t } = useTranslation()
  const { data: lead } = useQuery(leadQuery(leadId))
  return (
    <>
      <p className="mb-1 text-sm text-muted">{t('desk.attempts', { count: lead?.attempts ?? 0 })}</p>
      <CallList query={callListQuery({ lead: leadId })} empty={t('desk.firstCall')} short />
    </>
  )
}
