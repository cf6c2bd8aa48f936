import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Unlink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import type { CallingList, Campaign } from '@/services/types'
import { IconButton, InlineFailure, Select, SkeletonRows } from '@/ui'
import { toast } from '@/ui/toast'
import { attachList } from './acts'
import { callingListsQuery } from './queries'

/** The lists whose leads this campaign calls. */
export function CallingLists({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { data, error } = useQuery(callingListsQuery)
  const attach = useMutation({
    mutationFn: ({ list, to }: { list: CallingList; to: number | null }) => attachList(client, list, to),
    onError: (failure) => toast.error(t('campaigns.notDone'), { description: errorText(failure) }),
  })
  if (error && !data) return <InlineFailure error={error} />
  if (!data) return <SkeletonRows rows={2} />
  const own = data.filter((list) => list.campaign_id === campaign.id)
  const others = data.filter((list) => list.campaign_id !== campaign.id)
  return (
    <div className="flex flex-col gap-2">
      {own.length === 0 ? <p className="text-muted">{t('campaigns.noLists')}</p> : null}
      <ul className="flex flex-col empty:hidden">
        {own.map((list) => (
          <li key={list.id} className="flex items-center gap-2 border-b border-line py-1 last:border-b-0">
            <Link
              to="/leads/{-$leadId}"
              params={{ leadId: undefined }}
              search={{ list: list.id }}
              className="min-w-0 flex-1 truncate hover:underline"
              dir="auto"
            >
              {list.name}
            </Link>
            <span className="text-sm text-muted">{t('campaigns.leadCount', { count: list.leads })}</span>
            <IconButton
              size="sm"
              label={t('campaigns.detach', { name: list.name })}
              onClick={() => attach.mutate({ list, to: null })}
            >
              <Unlink aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {others.length > 0 && campaign.status !== 'completed' ? (
        <Select
          key={own.length}
          aria-label={t('campaigns.attach')}
          className="max-w-72"
          value={undefined}
          placeholder={t('campaigns.attach')}
          disabled={attach.isPending}
          onChange={(id) => {
            const list = others.find((one) => String(one.id) === id)
            if (list) attach.mutate({ list, to: campaign.id })
          }}
          options={others.map((list) => ({ value: String(list.id), label: list.name }))}
        />
      ) : null}
    </div>
  )
}
