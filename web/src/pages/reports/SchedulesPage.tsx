import { Schedules } from '@/features/reports/Schedules'

export function SchedulesPage() {
  return <Schedules />
}
