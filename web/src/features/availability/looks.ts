import { CircleCheck, CircleMinus, CircleOff, type LucideIcon, Moon } from 'lucide-react'
import type { AvailabilityState } from '@/services/types'

/** Each state has a shape of its own, for those who can't tell the colours apart. */
export const AVAILABILITY_LOOKS: Record<AvailabilityState, { icon: LucideIcon; tone: string }> = {
  available: { icon: CircleCheck, tone: 'text-good' },
  busy: { icon: CircleMinus, tone: 'text-urgent' },
  away: { icon: Moon, tone: 'text-waiting' },
  offline: { icon: CircleOff, tone: 'text-muted' },
}
