import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { campaignsQuery } from '@/features/campaigns/queries'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { LEAD_PRIORITIES, LEAD_STAGES } from '@/services/types'
import {
  Button,
  ConfirmDialog,
  IconButton,
  Menu,
  MenuContent,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from '@/ui'
import { toast } from '@/ui/toast'
import { type BulkAct, changeMany } from './acts'
import { AssignMany, TagMany } from './BulkDialogs'
import type { LeadFilters } from './queries'

/** What is done to many leads at once: to those chosen, or to all that fit the filters. */
export function BulkBar({
  chosen,
  filters,
  onClear,
}: {
  chosen: ReadonlySet<number>
  filters: LeadFilters
  onClear: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const format = useFormat()
  const errorText = useErrorText()
  const { data: campaigns } = useQuery(campaignsQuery)
  const [all, setAll] = useState(false)
  const [asked, setAsked] = useState<BulkAct | null>(null)
  const [dialog, setDialog] = useState<'assign' | 'add_tags' | 'remove_tags' | null>(null)
  const change = useMutation({
    mutationFn: (act: BulkAct) => changeMany(client, act, all ? { filters } : { ids: [...chosen] }),
    onSuccess: ({ changed, skipped }) => {
      setAsked(null)
      setDialog(null)
      onClear()
      toast.success(t('leads.bulkDone', { count: changed }), {
        description: skipped > 0 ? t('leads.bulkSkipped', { count: skipped }) : undefined,
      })
    },
    onError: (error) => {
      setAsked(null)
      setDialog(null)
      toast.error(t('leads.bulkFailed'), { description: errorText(error) })
    },
  })
  const item = (label: string, act: BulkAct, ask = false) => (
    <MenuItem key={label} onSelect={() => (ask ? setAsked(act) : change.mutate(act))}>
      {label}
    </MenuItem>
  )
  return (
    <section
      aria-label={t('leads.bulk')}
      className="flex flex-wrap items-center gap-2 border-b border-line bg-selected px-3 py-2"
    >
      <IconButton label={t('leads.clearChoice')} onClick={onClear}>
        <X aria-hidden />
      </IconButton>
      <span className="text-sm">
        {all
          ? t('leads.allChosen')
          : t('leads.chosen', { count: chosen.size, number: format.number(chosen.size) })}
      </span>
      <Button kind="link" size="sm" onClick={() => setAll(!all)}>
        {all ? t('leads.onlyChosen') : t('leads.takeAll')}
      </Button>
      <Menu>
        <MenuTrigger asChild>
          <Button size="sm" busy={change.isPending} className="ms-auto">
            {t('leads.change')}
          </Button>
        </MenuTrigger>
        <MenuContent className="max-h-96 w-60 overflow-y-auto">
          <MenuItem onSelect={() => setDialog('assign')}>{t('leads.assignMany')}</MenuItem>
          <MenuItem onSelect={() => setDialog('add_tags')}>{t('leads.tagMany.add_tags')}</MenuItem>
          <MenuItem onSelect={() => setDialog('remove_tags')}>{t('leads.tagMany.remove_tags')}</MenuItem>
          <MenuSeparator />
          <MenuLabel>{t('leads.priorityLabel')}</MenuLabel>
          {LEAD_PRIORITIES.map((priority) =>
            item(t(`leads.priority.${priority}`), { action: 'update_priority', data: { priority } }),
          )}
          <MenuSeparator />
          <MenuLabel>{t('leads.stageLabel')}</MenuLabel>
          {LEAD_STAGES.map((stage) =>
            item(t(`leads.stage.${stage}`), { action: 'update_stage', data: { stage } }),
          )}
          {campaigns?.length ? (
            <>
              <MenuSeparator />
              <MenuLabel>{t('leads.toCampaign')}</MenuLabel>
              {campaigns.map((one) =>
                item(one.name, { action: 'add_to_campaign', data: { campaign_id: one.id } }),
              )}
            </>
          ) : null}
          <MenuSeparator />
          {item(t('leads.backToQueue'), { action: 'update_status', data: { status: 'pending' } })}
          {item(t('leads.doNotCall'), { action: 'do_not_call', data: { reason: 'bulk' } }, true)}
          {item(t('leads.deleteMany'), { action: 'delete' }, true)}
        </MenuContent>
      </Menu>
      {dialog === 'assign' ? (
        <AssignMany busy={change.isPending} onClose={() => setDialog(null)} onAct={change.mutate} />
      ) : dialog ? (
        <TagMany
          action={dialog}
          busy={change.isPending}
          onClose={() => setDialog(null)}
          onAct={change.mutate}
        />
      ) : null}
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={() => setAsked(null)}
        title={asked?.action === 'delete' ? t('leads.deleteMany') : t('leads.doNotCall')}
        description={asked?.action === 'delete' ? t('leads.deleteText') : t('leads.doNotCallText')}
        action={asked?.action === 'delete' ? t('leads.deleteMany') : t('leads.doNotCall')}
        danger
        busy={change.isPending}
        onConfirm={() => asked && change.mutate(asked)}
      />
    </section>
  )
}
