import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { useLive } from '@/hooks/useLive'
import { useLookAgain } from '@/hooks/useLookAgain'
import { toast } from '@/ui/toast'
import { keys } from './queries'

/** Look again when boards moved. */
export function useLiveBoards(): void {
  const client = useQueryClient()
  const again = useLookAgain()
  useLive('games.board', ({ changed }) => {
    if (changed === 'points') again(keys.boards, keys.competitions, keys.me, keys.points)
    else again([...keys.all, changed], keys.me)
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
