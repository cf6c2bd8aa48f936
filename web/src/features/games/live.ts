import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { toast } from '@/ui/toast'
import { keys } from './queries'

/** A busy floor moves the board many times a second; eyes follow once in one. */
const PATIENCE_MS = 1000

/** Look again when boards moved: at once, and then at most once a second. */
export function useLiveBoards(): void {
  const client = useQueryClient()
  const moved = useRef(new Set<string>())
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const look = () => {
    for (const what of moved.current) {
      const stale =
        what === 'points'
          ? [keys.boards, keys.competitions, keys.me, keys.points]
          : [[...keys.all, what], keys.me]
      for (const queryKey of stale) void client.invalidateQueries({ queryKey })
    }
    moved.current.clear()
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useLive('games.board', ({ changed }) => {
    moved.current.add(changed)
    if (timer.current !== undefined) return
    look()
    timer.current = setTimeout(() => {
      timer.current = undefined
      look()
    }, PATIENCE_MS)
  })
  useLive('games.redemption', () => {
    for (const queryKey of [keys.redemptions, keys.rewards, keys.me])
      void client.invalidateQueries({ queryKey })
  })
}

/** A word of praise when a level, a badge or a challenge is reached; plain points come silently. */
export function useCelebrations(): void {
  const { t } = useTranslation()
  const format = useFormat()
  const client = useQueryClient()
  useLive('games.points', (told) => {
    if (told.what === 'level') toast.success(t('games.reached', { level: format.number(told.level ?? 1) }))
    else if (told.what === 'badge') toast.success(t('games.badgeEarned'))
    else if (told.what === 'challenge') toast.success(t('games.challengeDone'))
    void client.invalidateQueries({ queryKey: keys.me })
  })
}
