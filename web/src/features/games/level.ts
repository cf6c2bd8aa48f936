import { POINTS_PER_LEVEL } from './queries'

/** How far somebody is on the way to the next level. Level one takes two lengths: it begins at nothing. */
export function wayOf(total: number): { level: number; share: number; missing: number } {
  const level = Math.max(1, Math.floor(total / POINTS_PER_LEVEL))
  const from = level === 1 ? 0 : level * POINTS_PER_LEVEL
  const to = (level + 1) * POINTS_PER_LEVEL
  return { level, share: Math.min(1, Math.max(0, (total - from) / (to - from))), missing: to - total }
}
