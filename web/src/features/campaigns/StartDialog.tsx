import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import type { Campaign } from '@/services/types'
import { Bars, Button, Dialog, InlineFailure, SkeletonRows, Tile, Tiles } from '@/ui'
import { toast } from '@/ui/toast'
import { moveCampaign } from './acts'
import { type Preview, previewQuery } from './queries'

/** Before anybody is called: how many may be, who is not, and by which rule. */
export function StartDialog({ campaign, onClose }: { campaign: Campaign; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { data, error } = useQuery(previewQuery(campaign.id))
  const start = useMutation({
    mutationFn: () => moveCampaign(client, campaign.id, 'start'),
    onSuccess: () => {
      toast.success(t('campaigns.started', { name: campaign.name }))
      onClose()
    },
  })
  const again = campaign.status === 'paused'
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={t(again ? 'campaigns.resumeTitle' : 'campaigns.startTitle', { name: campaign.name })}
      description={t('campaigns.startText')}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button kind="primary" busy={start.isPending} onClick={() => start.mutate()}>
            {t(again ? 'campaigns.resume' : 'campaigns.start')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {data ? <Shown preview={data} /> : error ? null : <SkeletonRows rows={3} />}
        <InlineFailure error={start.error ?? error} />
      </div>
    </Dialog>
  )
}

function Shown({ preview }: { preview: Preview }) {
  const { t } = useTranslation()
  const format = useFormat()
  const skipped = preview.skipped.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <Tiles label={t('campaigns.preview')} className="md:grid-cols-4">
        <Tile
          label={t('campaigns.callable')}
          value={format.number(preview.callable)}
          aside={t('campaigns.ofLeads', { count: preview.total })}
          tone={preview.callable > 0 ? 'good' : 'waiting'}
        />
        <Tile label={t('campaigns.skipped')} value={format.number(skipped)} />
        <Tile label={t('campaigns.later')} value={format.number(preview.later)} />
        <Tile label={t('campaigns.done')} value={format.number(preview.done)} />
      </Tiles>
      {preview.total === 0 ? <p className="text-muted">{t('campaigns.startEmpty')}</p> : null}
      {skipped > 0 ? (
        <Bars
          title={t('campaigns.skippedWhy')}
          columns={[t('campaigns.ruleColumn'), t('campaigns.skipped'), t('campaigns.share')]}
          empty={t('campaigns.noneSkipped')}
          bars={preview.skipped.map(({ rule, count }) => ({
            key: rule,
            label: t(`campaigns.rule.${rule}`),
            value: count,
            text: format.number(count),
            aside: format.percent(count / preview.total),
            tone: 'waiting',
          }))}
        />
      ) : preview.total > 0 ? (
        <p className="text-muted">{t('campaigns.noneSkipped')}</p>
      ) : null}
    </>
  )
}
