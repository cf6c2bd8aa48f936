import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, PhoneOff, Plus, Trash2, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import {
  Button,
  EmptyState,
  Failure,
  IconButton,
  Input,
  RelativeTime,
  Section,
  SkeletonRows,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { ForbidDialog } from './ForbidDialog'
import { ForbidFileDialog } from './ForbidFileDialog'
import { PermitDialog } from './PermitDialog'
import { FORBIDDEN_FILE, type Forbidden, forbiddenQuery } from './queries'

function Rows({
  entries,
  ofOne,
  onRemove,
}: {
  entries: Forbidden[]
  ofOne: boolean
  onRemove?: (entry: Forbidden) => void
}) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <Table label={t('callingSettings.tabs.dnc')} className="min-w-xl">
      <thead>
        <tr>
          <Th>{t('callingSettings.dnc.number')}</Th>
          <Th>{t('callingSettings.dnc.reason')}</Th>
          <Th>{t('callingSettings.dnc.by')}</Th>
          <Th>{t('callingSettings.dnc.since')}</Th>
          <Th>
            <span className="sr-only">{t('callingSettings.dnc.remove')}</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Tr key={entry.id}>
            <Td className="whitespace-nowrap">
              {entry.number ? (
                <bdi dir="ltr">{entry.number}</bdi>
              ) : (
                <span className="text-muted">{t('callingSettings.dnc.erased')}</span>
              )}
            </Td>
            <Td className="max-w-64 py-1.5">
              <span className="block break-words" dir="auto">
                {entry.reason}
              </span>
              {entry.campaign_id && !ofOne ? (
                <span className="block text-sm text-muted">
                  {t('callingSettings.dnc.oneCampaign', { id: entry.campaign_id })}
                </span>
              ) : null}
              {entry.expires_at ? (
                <span className="block text-sm text-muted">
                  {t('callingSettings.dnc.until', { date: format.date(entry.expires_at) })}
                </span>
              ) : null}
            </Td>
            <Td className="py-1.5">
              {t(`callingSettings.dnc.source.${entry.source}`)}
              {entry.created_by_name ? (
                <span className="block text-sm text-muted">
                  <bdi>{entry.created_by_name}</bdi>
                </span>
              ) : null}
            </Td>
            <Td className="whitespace-nowrap">
              <RelativeTime plain value={entry.created_at} />
            </Td>
            <Td numeric>
              {onRemove ? (
                <IconButton
                  size="sm"
                  label={t('callingSettings.dnc.removeOf', {
                    number: entry.number ?? t('callingSettings.dnc.erased'),
                  })}
                  onClick={() => onRemove(entry)}
                >
                  <Trash2 aria-hidden />
                </IconButton>
              ) : null}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Numbers that nobody here calls, whatever a queue or a campaign says; or that one campaign does not. */
export function DoNotCall({ campaign }: { campaign?: number }) {
  const { t } = useTranslation()
  const { scopes } = useSession()
  const manages = scopes.includes('leads:write') && scopes.includes('leads:manage')
  const mayAdd = scopes.includes('leads:write') || scopes.includes('calls:write')
  const [typed, setTyped] = useState('')
  const [number, setNumber] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setNumber(typed.replace(/[^\d+]/g, '').slice(0, 20)), 250)
    return () => clearTimeout(timer)
  }, [typed])
  const query = useInfiniteQuery(forbiddenQuery(number, campaign))
  const [dialog, setDialog] = useState<'number' | 'file' | null>(null)
  const [removing, setRemoving] = useState<Forbidden | null>(null)
  const entries = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      title={campaign ? t('callingSettings.dnc.ofCampaign') : t('callingSettings.tabs.dnc')}
      hint={campaign ? t('callingSettings.dnc.ofCampaignHint') : t('callingSettings.dnc.hint')}
      actions={
        <span className="flex flex-wrap gap-2">
          <Button
            kind={campaign ? undefined : 'primary'}
            onClick={() => setDialog('number')}
            disabled={!mayAdd}
          >
            <Plus aria-hidden />
            {t('callingSettings.dnc.add')}
          </Button>
          {manages ? (
            <Button onClick={() => setDialog('file')}>
              <Upload aria-hidden />
              {t('callingSettings.dnc.file')}
            </Button>
          ) : null}
          {manages && !campaign ? (
            <Button asChild>
              <a href={apiUrl(FORBIDDEN_FILE)} download>
                <Download aria-hidden />
                {t('callingSettings.dnc.export')}
              </a>
            </Button>
          ) : null}
        </span>
      }
    >
      <Input
        type="search"
        inputMode="tel"
        dir="ltr"
        className="max-w-72"
        aria-label={t('callingSettings.dnc.search')}
        placeholder={t('callingSettings.dnc.search')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      {query.isPending ? (
        <SkeletonRows rows={4} />
      ) : query.isError && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : entries.length > 0 ? (
        <Rows entries={entries} ofOne={campaign !== undefined} onRemove={manages ? setRemoving : undefined} />
      ) : number ? (
        <EmptyState title={t('callingSettings.dnc.noneFits')} />
      ) : (
        <EmptyState icon={PhoneOff} title={t('callingSettings.dnc.none')}>
          {campaign ? t('callingSettings.dnc.noneOfCampaign') : t('callingSettings.dnc.noneText')}
        </EmptyState>
      )}
      {query.hasNextPage ? (
        <Button
          className="self-start"
          busy={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {t('callingSettings.more')}
        </Button>
      ) : null}
      {dialog === 'number' ? <ForbidDialog campaign={campaign} onClose={() => setDialog(null)} /> : null}
      {dialog === 'file' ? <ForbidFileDialog campaign={campaign} onClose={() => setDialog(null)} /> : null}
      {removing ? <PermitDialog entry={removing} onClose={() => setRemoving(null)} /> : null}
    </Section>
  )
}
