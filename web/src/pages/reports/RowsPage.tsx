import { RowsExport } from '@/features/reports/RowsExport'

export function RowsPage() {
  return <RowsExport />
}
