import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Download, PhoneOff, Plus, Trash2, Upload } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import {
  Button,
  ConfirmDialog,
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
import { toast } from '@/ui/toast'
import { ForbidDialog } from './ForbidDialog'
import { ForbidFileDialog } from './ForbidFileDialog'
import { FORBIDDEN_FILE, type Forbidden, forbiddenQuery, permit } from './queries'

function Rows({ entries, onRemove }: { entries: Forbidden[]; onRemove: (entry: Forbidden) => void }) {
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
              {entry.campaign_id ? (
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
              <IconButton
                size="sm"
                label={t('callingSettings.dnc.removeOf', {
                  number: entry.number ?? t('callingSettings.dnc.erased'),
                })}
                onClick={() => onRemove(entry)}
              >
                <Trash2 aria-hidden />
              </IconButton>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Numbers that nobody here calls, whatever a queue or a campaign says. */
export function DoNotCall() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const [typed, setTyped] = useState('')
  const [number, setNumber] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setNumber(typed.replace(/[^\d+]/g, '').slice(0, 20)), 250)
    return () => clearTimeout(timer)
  }, [typed])
  const query = useInfiniteQuery(forbiddenQuery(number))
  const [dialog, setDialog] = useState<'number' | 'file' | null>(null)
  const [removing, setRemoving] = useState<Forbidden | null>(null)
  const remove = useMutation({
    mutationFn: (id: number) => permit(client, id),
    onSuccess: () => toast.success(t('callingSettings.dnc.removed')),
    onError: (error) => toast.error(errorText(error)),
    onSettled: () => setRemoving(null),
  })
  const entries = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Section
      title={t('callingSettings.tabs.dnc')}
      hint={t('callingSettings.dnc.hint')}
      actions={
        <span className="flex flex-wrap gap-2">
          <Button kind="primary" onClick={() => setDialog('number')}>
            <Plus aria-hidden />
            {t('callingSettings.dnc.add')}
          </Button>
          <Button onClick={() => setDialog('file')}>
            <Upload aria-hidden />
            {t('callingSettings.dnc.file')}
          </Button>
          <Button asChild>
            <a href={apiUrl(FORBIDDEN_FILE)} download>
              <Download aria-hidden />
              {t('callingSettings.dnc.export')}
            </a>
          </Button>
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
        <Rows entries={entries} onRemove={setRemoving} />
      ) : number ? (
        <EmptyState title={t('callingSettings.dnc.noneFits')} />
      ) : (
        <EmptyState icon={PhoneOff} title={t('callingSettings.dnc.none')}>
          {t('callingSettings.dnc.noneText')}
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
      {dialog === 'number' ? <ForbidDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'file' ? <ForbidFileDialog onClose={() => setDialog(null)} /> : null}
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => (open ? undefined : setRemoving(null))}
        title={t('callingSettings.dnc.removeOf', {
          number: removing?.number ?? t('callingSettings.dnc.erased'),
        })}
        description={t('callingSettings.dnc.removeText')}
        action={t('callingSettings.dnc.removeAction')}
        danger
        busy={remove.isPending}
        onConfirm={() => (removing ? remove.mutate(removing.id) : undefined)}
      />
    </Section>
  )
}
