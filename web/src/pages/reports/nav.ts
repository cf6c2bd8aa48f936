import { ChartPie, FileChartColumn } from 'lucide-react'
import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = [
  { to: '/reports', labelKey: 'nav.reports', icon: ChartPie, scope: 'analytics:read', key: 'h' },
  {
    to: '/reports/calls',
    labelKey: 'nav.callReports',
    icon: FileChartColumn,
    scope: 'analytics:read',
    key: 'r',
    under: '/reports',
  },
]
