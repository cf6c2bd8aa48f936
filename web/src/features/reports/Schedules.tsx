import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CalendarClock, Pencil, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import {
  Button,
  ConfirmDialog,
  EmptyState,
  Failure,
  IconButton,
  Loading,
  Page,
  Skeleton,
  StatusPill,
  Table,
  Td,
  Th,
  Tr,
} from '@/ui'
import { toast } from '@/ui/toast'
import { removeSchedule, type Schedule, schedulesQuery } from './queries'
import { ScheduleDialog } from './ScheduleDialog'

/** Reports that come by themselves, and when the next one does. */
export function Schedules() {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(schedulesQuery)
  const [open, setOpen] = useState<Schedule | 'new' | null>(null)
  const add = (
    <Button kind="primary" onClick={() => setOpen('new')}>
      <Plus className="size-4" aria-hidden />
      {t('reports.addSchedule')}
    </Button>
  )
  return (
    <Page className="max-w-6xl">
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data === undefined && !error ? (
        <Loading>
          <Skeleton className="h-48" />
        </Loading>
      ) : null}
      {data?.length === 0 ? (
        <EmptyState icon={CalendarClock} title={t('reports.noSchedules')} action={add}>
          {t('reports.noSchedulesText')}
        </EmptyState>
      ) : null}
      {data && data.length > 0 ? (
        <>
          <div className="flex justify-end">{add}</div>
          <List schedules={data} onEdit={setOpen} />
        </>
      ) : null}
      {open ? (
        <ScheduleDialog
          schedule={open === 'new' ? null : open}
          type={open === 'new' ? 'agent_performance' : open.type}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </Page>
  )
}

function List({ schedules, onEdit }: { schedules: Schedule[]; onEdit: (schedule: Schedule) => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [leaving, setLeaving] = useState<Schedule | null>(null)
  const remove = async (schedule: Schedule) => {
    try {
      await removeSchedule(client, schedule.id)
      toast.success(t('reports.scheduleDeleted'))
    } catch {
      toast.error(t('reports.notDeleted'))
    }
    setLeaving(null)
  }
  return (
    <>
      <Table label={t('reports.scheduledReports')}>
        <thead>
          <tr>
            <Th>{t('reports.nameOfReport')}</Th>
            <Th>{t('reports.when')}</Th>
            <Th>{t('reports.recipients')}</Th>
            <Th>{t('reports.next')}</Th>
            <Th>
              <span className="sr-only">{t('reports.actions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {schedules.map((one) => (
            <Item key={one.id} one={one} onEdit={onEdit} onDelete={setLeaving} />
          ))}
        </tbody>
      </Table>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => (open ? undefined : setLeaving(null))}
        title={t('reports.deleteScheduleTitle')}
        description={t('reports.deleteScheduleText')}
        action={t('reports.delete')}
        onConfirm={() => (leaving ? void remove(leaving) : undefined)}
        danger
      />
    </>
  )
}

function Item({
  one,
  onEdit,
  onDelete,
}: {
  one: Schedule
  onEdit: (schedule: Schedule) => void
  onDelete: (schedule: Schedule) => void
}) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const day = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' })
  const rhythm = t(`reports.rhythm.${one.frequency}`, {
    at: one.at,
    weekday: day.format(Date.UTC(2024, 0, one.weekday)),
    day: one.month_day,
  })
  return (
    <Tr>
      <Td className="max-w-64">
        <span className="block truncate font-medium">
          <bdi>{one.name}</bdi>
        </span>
        <span className="block truncate text-sm text-muted">
          {t(`reports.type.${one.type}`)}, {t(`reports.covered.${one.covers}`)},{' '}
          {t(`reports.format.${one.format}`)}
        </span>
      </Td>
      <Td>
        <span className="block">{rhythm}</span>
        <span className="block text-sm text-muted">{one.time_zone}</span>
      </Td>
      <Td className="max-w-56 truncate">
        <bdi>{one.recipients.join(', ')}</bdi>
      </Td>
      <Td>
        {one.is_active && one.next_at ? (
          <span className="block whitespace-nowrap">{format.dateTime(one.next_at)}</span>
        ) : (
          <StatusPill tone="neutral">{t('reports.off')}</StatusPill>
        )}
        {one.problem ? (
          <span className="block max-w-64 text-sm text-urgent">{one.problem}</span>
        ) : one.last_at ? (
          <span className="block text-sm whitespace-nowrap text-muted">
            {t('reports.lastSent', { at: format.dateTime(one.last_at) })}
          </span>
        ) : null}
      </Td>
      <Td>
        <span className="flex justify-end gap-1">
          <IconButton label={t('reports.edit')} size="sm" onClick={() => onEdit(one)}>
            <Pencil aria-hidden />
          </IconButton>
          <IconButton label={t('reports.delete')} size="sm" onClick={() => onDelete(one)}>
            <Trash2 aria-hidden />
          </IconButton>
        </span>
      </Td>
    </Tr>
  )
}
