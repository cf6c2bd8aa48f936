import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Pencil, Phone, Trash2, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { CallList } from '@/features/telephone/CallList'
import { callListQuery, phoneKeys } from '@/features/telephone/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { usePageTitle } from '@/hooks/usePageTitle'
import { http } from '@/services/http'
import type { Answer, Lead } from '@/services/types'
import {
  Badge,
  Button,
  ConfirmDialog,
  Failure,
  IconButton,
  PanelPart,
  RelativeTime,
  SkeletonRows,
} from '@/ui'
import { toast } from '@/ui/toast'
import { deleteLead } from './acts'
import { LeadForm } from './LeadForm'
import { type LeadDetail, leadPath, leadQuery } from './queries'
import { DialStatusPill, LeadPriorityMark, StagePill } from './words'

/** One lead: who it is, what it is worth a call, what was done with it. */
export function LeadPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const { data: lead, error, refetch } = useQuery(leadQuery(id))
  usePageTitle(lead ? lead.name || lead.phone_national || `#${lead.id}` : undefined)
  if (error && !lead) return <Failure error={error} onRetry={() => void refetch()} />
  if (!lead) return <SkeletonRows rows={8} />
  return <Shown key={lead.id} lead={lead} onClose={onClose} />
}

function Shown({ lead, onClose }: { lead: LeadDetail; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { user, scopes } = useSession()
  const [editing, setEditing] = useState(false)
  const [asked, setAsked] = useState(false)
  const mayChange =
    scopes.includes('leads:write') && (scopes.includes('leads:manage') || lead.owner_id === user.id)
  const remove = async () => {
    try {
      await deleteLead(client, lead.id)
      toast.success(t('leads.deleted'))
      onClose()
    } catch (error) {
      toast.error(t('leads.notDeleted'), { description: errorText(error) })
    }
  }
  return (
    <div>
      <div className="flex items-start gap-2 border-b border-line p-4">
        <div className="flex min-w-0 flex-1 flex-col gap-1.5">
          <h2 className="text-lg font-semibold break-words" dir="auto">
            {lead.name || lead.phone_national || lead.email}
          </h2>
          <div className="flex flex-wrap items-center gap-2">
            <StagePill stage={lead.status} />
            <DialStatusPill status={lead.dial_status} />
            <LeadPriorityMark priority={lead.priority} />
          </div>
        </div>
        {mayChange && !editing ? (
          <>
            <IconButton label={t('leads.edit')} onClick={() => setEditing(true)}>
              <Pencil aria-hidden />
            </IconButton>
            <IconButton label={t('leads.delete')} onClick={() => setAsked(true)}>
              <Trash2 aria-hidden />
            </IconButton>
          </>
        ) : null}
        <IconButton label={t('leads.close')} onClick={onClose}>
          <X aria-hidden />
        </IconButton>
      </div>
      {editing ? (
        <div className="p-4">
          <LeadForm lead={lead as Lead} onDone={() => setEditing(false)} />
        </div>
      ) : (
        <>
          <PanelPart title={t('leads.about')}>
            <Facts lead={lead} />
            {scopes.includes('calls:write') && lead.phone ? <CallThem id={lead.id} /> : null}
          </PanelPart>
          <PanelPart title={t('leads.worth')}>
            <Worth id={lead.id} version={lead.version} />
          </PanelPart>
          <PanelPart title={t('leads.calls')}>
            <CallList query={callListQuery({ lead: lead.id })} empty={t('leads.noCalls')} short />
          </PanelPart>
          <PanelPart title={t('leads.history')}>
            <History lines={lead.history} />
          </PanelPart>
        </>
      )}
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('leads.delete')}
        description={t('leads.deleteText')}
        action={t('leads.delete')}
        danger
        onConfirm={() => void remove()}
      />
    </div>
  )
}

/** Takes the lead to one's desk, where the call is made; the queue leaves it alone meanwhile. */
function CallThem({ id }: { id: number }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const errorText = useErrorText()
  const claim = useMutation({
    mutationFn: () => http.post<Lead>(leadPath(id, '/claim')),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: phoneKeys.desk })
      void navigate({ to: '/call' })
    },
    onError: (error) => toast.error(t('leads.notTaken'), { description: errorText(error) }),
  })
  return (
    <Button className="mt-3" busy={claim.isPending} onClick={() => claim.mutate()}>
      <Phone aria-hidden />
      {t('leads.takeToDesk')}
    </Button>
  )
}

/** A number of a free line belongs to every zone of its country: two are enough to know that. */
function zonesOf({ time_zone, zones }: LeadDetail): string {
  const shown = time_zone ? [time_zone] : zones.slice(0, 2)
  const more = time_zone ? 0 : zones.length - shown.length
  return shown.join(', ').replaceAll('_', ' ') + (more > 0 ? ` +${more}` : '')
}

function Facts({ lead }: { lead: LeadDetail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const custom = Object.entries((lead.custom ?? {}) as Record<string, unknown>)
  const rows: [string, ReactNode][] = [
    [t('leads.phone'), lead.phone_national],
    [t('leads.email'), lead.email],
    [t('leads.source'), lead.source],
    [t('leads.owner'), lead.owner?.full_name],
    [t('leads.attempts'), lead.attempts ? format.number(lead.attempts) : null],
    [t('leads.zone'), zonesOf(lead)],
    [t('leads.consent'), lead.consent_basis],
    [t('leads.readyAt'), Date.parse(lead.ready_at) > Date.now() ? format.dateTime(lead.ready_at) : null],
    [t('leads.callbackAt'), lead.callback_at ? format.dateTime(lead.callback_at) : null],
    ...custom.map(([name, value]): [string, ReactNode] => [name, String(value ?? '')]),
  ]
  return (
    <>
      <dl className="flex flex-col gap-1.5">
        {rows
          .filter(([, value]) => value)
          .map(([label, value]) => (
            <div key={label} className="flex gap-2">
              <dt className="w-28 shrink-0 text-muted">{label}</dt>
              <dd className="min-w-0 break-words" dir="auto">
                {value}
              </dd>
            </div>
          ))}
      </dl>
      {lead.phone && !lead.phone_valid ? (
        <p className="mt-2 text-sm text-urgent">{t('leads.numberInvalid')}</p>
      ) : null}
      {lead.tags.length > 0 ? (
        <p className="mt-2 flex flex-wrap gap-1">
          {lead.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </p>
      ) : null}
      {lead.notes ? <p className="mt-2 break-words whitespace-pre-wrap">{lead.notes}</p> : null}
    </>
  )
}

type Likelihood = Answer<'/api/app/scoring/leads/{lead_id}'>
const FACTORS = ['source_quality', 'status_score', 'engagement', 'assignment'] as const

/** The score with its four parts, and what one's own calls say of such leads. */
function Worth({ id, version }: { id: number; version: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery({
    queryKey: ['leads', 'worth', id, version],
    queryFn: ({ signal }) => http.get<Likelihood>(`/api/app/scoring/leads/${id}`, undefined, signal),
  })
  if (!data) return <SkeletonRows rows={2} />
  const factors = data.factors as Record<string, number>
  return (
    <>
      <p className="text-lg font-semibold">
        {t('leads.scoreOf', { score: format.number(Math.round(data.score * 10) / 10) })}
      </p>
      <dl className="mt-1 grid grid-cols-2 gap-x-4 gap-y-0.5 text-sm">
        {FACTORS.map((factor) => (
          <div key={factor} className="flex justify-between gap-2">
            <dt className="text-muted">{t(`leads.factor.${factor}`)}</dt>
            <dd className="tabular-nums">{format.number(factors[factor] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      {data.likelihood !== null ? (
        <p className="mt-2 text-sm">{t('leads.likelihood', { share: format.percent(data.likelihood) })}</p>
      ) : null}
    </>
  )
}

function History({ lines }: { lines: LeadDetail['history'] }) {
  const { t } = useTranslation()
  if (lines.length === 0) return <p className="text-muted">{t('leads.noHistory')}</p>
  return (
    <ul className="flex flex-col gap-2">
      {lines.slice(0, 50).map((line) => (
        <li key={line.id} className="text-sm">
          <span className="text-muted">
            {line.actor.full_name || 'Ringdesk'} · <RelativeTime value={line.at} plain />
          </span>
          <span className="block break-words">
            {t('leads.changed', { field: line.field, before: line.before || '–', after: line.after || '–' })}
          </span>
        </li>
      ))}
    </ul>
  )
}
