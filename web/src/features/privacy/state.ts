import type { Tone } from '@/ui'
import type { Line, State } from './queries'

export const STATE_TONES: Record<State, Tone> = {
  pending: 'waiting',
  in_progress: 'info',
  done: 'good',
  refused: 'neutral',
}

export const FATE_TONES: Record<Line['fate'], Tone> = {
  erased: 'urgent',
  anonymised: 'waiting',
  retained: 'neutral',
}

/** Whole days until then, negative when it is over. */
export function daysUntil(due: string, now: number): number {
  return Math.ceil((new Date(due).getTime() - now) / 86_400_000)
}
