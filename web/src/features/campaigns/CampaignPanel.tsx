import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, Pencil, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DoNotCall } from '@/features/calling-settings/DoNotCall'
import { useErrorText } from '@/hooks/useErrorText'
import { useIsNarrow } from '@/hooks/useMediaQuery'
import { usePageTitle } from '@/hooks/usePageTitle'
import type { Campaign } from '@/services/types'
import { ConfirmDialog, Failure, IconButton, Section, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { deleteCampaign } from './acts'
import { CallingLists } from './CallingLists'
import { CampaignForm } from './CampaignForm'
import { Facts } from './Facts'
import { Moves } from './Moves'
import { campaignQuery } from './queries'
import { Trace } from './Trace'
import { CampaignStatusPill, LeadCounts, Progress } from './words'

/** One campaign: how far it is, how it calls, whom, and why it dialled as it did. */
export function CampaignPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const { data, error, refetch } = useQuery({ ...campaignQuery(id), refetchInterval: 15_000 })
  usePageTitle(data?.name)
  if (error && !data) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <SkeletonRows rows={8} />
  return <Shown key={data.id} campaign={data} onClose={onClose} />
}

function Shown({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  return (
    <div className="flex flex-col gap-6 p-4 md:p-6">
      <Head campaign={campaign} onClose={onClose} onEdit={editing ? undefined : () => setEditing(true)} />
      {editing ? (
        <CampaignForm campaign={campaign} onDone={() => setEditing(false)} />
      ) : (
        <>
          <Moves campaign={campaign} />
          <Section title={t('campaigns.progress')}>
            <div className="flex flex-col gap-2">
              <Progress campaign={campaign} className="h-3" />
              <LeadCounts campaign={campaign} />
              <Link
                to="/leads/{-$leadId}"
                params={{ leadId: undefined }}
                search={{ campaign: campaign.id }}
                className="self-start text-accent hover:underline"
              >
                {t('campaigns.itsLeads')}
              </Link>
            </div>
          </Section>
          <div className="grid gap-6 2xl:grid-cols-2">
            <Section title={t('campaigns.how')}>
              <Facts campaign={campaign} />
            </Section>
            <Section title={t('campaigns.lists')}>
              <CallingLists campaign={campaign} />
            </Section>
          </div>
          <DoNotCall campaign={campaign.id} />
          <Section title={t('campaigns.trace')} hint={t('campaigns.traceHint')}>
            <Trace campaign={campaign} />
          </Section>
        </>
      )}
    </div>
  )
}

function Head({
  campaign,
  onClose,
  onEdit,
}: {
  campaign: Campaign
  onClose: () => void
  onEdit: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const narrow = useIsNarrow()
  const [asked, setAsked] = useState(false)
  const remove = async () => {
    try {
      await deleteCampaign(client, campaign.id)
      toast.success(t('campaigns.deleted'))
      onClose()
    } catch (error) {
      setAsked(false)
      toast.error(t('campaigns.notDone'), { description: errorText(error) })
    }
  }
  return (
    <div className="flex items-start gap-1">
      <div className="flex min-w-0 flex-1 flex-col items-start gap-1.5">
        <h2 className="max-w-full text-xl font-semibold break-words" dir="auto">
          {campaign.name}
        </h2>
        <CampaignStatusPill status={campaign.status} />
        {campaign.description ? (
          <p className="max-w-[72ch] break-words whitespace-pre-wrap text-muted" dir="auto">
            {campaign.description}
          </p>
        ) : null}
      </div>
      {onEdit ? (
        <IconButton label={t('campaigns.edit')} onClick={onEdit}>
          <Pencil aria-hidden />
        </IconButton>
      ) : null}
      {campaign.status === 'running' ? null : (
        <IconButton label={t('campaigns.delete')} onClick={() => setAsked(true)}>
          <Trash2 aria-hidden />
        </IconButton>
      )}
      <IconButton label={t('campaigns.close')} onClick={onClose}>
        {narrow ? <ArrowLeft className="rtl:rotate-180" aria-hidden /> : <X aria-hidden />}
      </IconButton>
      <ConfirmDialog
        open={asked}
        onOpenChange={setAsked}
        title={t('campaigns.deleteTitle', { name: campaign.name })}
        description={t('campaigns.deleteText')}
        action={t('campaigns.delete')}
        danger
        onConfirm={() => void remove()}
      />
    </div>
  )
}
