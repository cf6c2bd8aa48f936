import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Download, Package, Trash2, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '@/features/session/context'
import { useErrorText } from '@/hooks/useErrorText'
import { useFormat } from '@/hooks/useFormat'
import { apiUrl } from '@/services/http'
import {
  Button,
  Dialog,
  EmptyState,
  Failure,
  Field,
  InlineFailure,
  Input,
  Section,
  SkeletonRows,
  StatusPill,
  type Tone,
} from '@/ui'
import { toast } from '@/ui/toast'
import {
  askExport,
  callOffErasure,
  erasureQuery,
  exportPath,
  exportsQuery,
  planErasure,
  type WorkspaceExport,
} from './queries'

const GRACE_DAYS = 7
const TONES: Record<string, Tone> = { pending: 'info', done: 'good', failed: 'urgent' }

function Exports({ exports }: { exports: WorkspaceExport[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {exports.map((one) => (
        <li key={one.id} className="flex flex-wrap items-center gap-3 py-2">
          <StatusPill tone={TONES[one.state] ?? 'neutral'}>
            {t(`privacy.exportState.${one.state}`)}
          </StatusPill>
          <span>{format.dateTime(one.asked_at)}</span>
          {one.state === 'done' ? (
            <span className="text-sm text-muted">{t('privacy.exportRows', { count: one.rows })}</span>
          ) : null}
          {one.problem ? <span className="w-full text-urgent">{one.problem}</span> : null}
          {one.expires_at ? (
            <Button asChild size="sm" className="ms-auto">
              <a href={apiUrl(exportPath(one.id))} download>
                <Download aria-hidden />
                {t('privacy.download')}
              </a>
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

/** The name has to be typed: this is no button that one presses by mistake. */
function EraseDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { tenant } = useSession()
  const [name, setName] = useState('')
  const erase = useMutation({
    mutationFn: () => planErasure(client, name, GRACE_DAYS),
    onSuccess: onClose,
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={t('privacy.eraseAll')}
      description={t('privacy.eraseAllText', { count: GRACE_DAYS })}
      footer={
        <>
          <Button onClick={onClose}>{t('ui.cancel')}</Button>
          <Button
            kind="danger"
            disabled={name !== tenant.name}
            busy={erase.isPending}
            onClick={() => erase.mutate()}
          >
            {t('privacy.eraseAction')}
          </Button>
        </>
      }
    >
      <Field label={t('privacy.typeName', { name: tenant.name })}>
        {(control) => (
          <Input
            {...control}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <InlineFailure error={erase.error} />
    </Dialog>
  )
}

/** All of the workspace: taken along, or gone. */
export function Workspace() {
  const { t } = useTranslation()
  const client = useQueryClient()
  const errorText = useErrorText()
  const format = useFormat()
  const exports = useQuery(exportsQuery)
  const erasure = useQuery(erasureQuery)
  const [erasing, setErasing] = useState(false)
  const ask = useMutation({
    mutationFn: () => askExport(client),
    onError: (error) => toast.error(errorText(error)),
  })
  const keep = useMutation({
    mutationFn: () => callOffErasure(client),
    onSuccess: () => toast.success(t('privacy.stays')),
    onError: (error) => toast.error(errorText(error)),
  })
  const due = erasure.data?.due_at
  return (
    <div className="flex flex-col gap-8">
      <Section
        title={t('privacy.exportAll')}
        hint={t('privacy.exportAllHint')}
        actions={
          <Button busy={ask.isPending} onClick={() => ask.mutate()}>
            <Package aria-hidden />
            {t('privacy.exportAction')}
          </Button>
        }
      >
        {exports.isPending ? (
          <SkeletonRows rows={2} />
        ) : exports.isError && !exports.data ? (
          <Failure error={exports.error} onRetry={() => void exports.refetch()} />
        ) : exports.data.length === 0 ? (
          <EmptyState title={t('privacy.noExports')} />
        ) : (
          <Exports exports={exports.data} />
        )}
      </Section>
      <Section title={t('privacy.eraseAll')} hint={t('privacy.eraseAllHint')}>
        {due ? (
          <div className="flex flex-wrap items-center gap-3 rounded-md bg-urgent-soft p-3 text-urgent">
            <span className="min-w-0 flex-1">{t('privacy.goesAt', { date: format.dateTime(due) })}</span>
            <Button busy={keep.isPending} onClick={() => keep.mutate()}>
              <Undo2 aria-hidden />
              {t('privacy.keep')}
            </Button>
          </div>
        ) : (
          <Button kind="danger" className="self-start" onClick={() => setErasing(true)}>
            <Trash2 aria-hidden />
            {t('privacy.eraseAction')}
          </Button>
        )}
      </Section>
      {erasing ? <EraseDialog onClose={() => setErasing(false)} /> : null}
    </div>
  )
}
