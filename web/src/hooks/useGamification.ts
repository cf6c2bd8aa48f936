import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { gamificationService } from '@/services/api'
import type { BoardFilters } from '@/services/api/gamification'

/** One's own profile, the board, the challenges and the shop. */
export function useGamification(board: BoardFilters = {}) {
  const client = useQueryClient()
  const again = () => client.invalidateQueries({ queryKey: ['v1', 'gamification'] })
  const profile = useQuery({
    queryKey: ['v1', 'gamification', 'profile'],
    queryFn: gamificationService.profile,
  })
  const leaderboard = useQuery({
    queryKey: ['v1', 'gamification', 'board', board],
    queryFn: () => gamificationService.leaderboard(board),
  })
  const challenges = useQuery({
    queryKey: ['v1', 'gamification', 'challenges'],
    queryFn: gamificationService.activeChallenges,
  })
  const rewards = useQuery({
    queryKey: ['v1', 'gamification', 'rewards'],
    queryFn: gamificationService.rewards,
  })
  const redeem = useMutation({
    mutationFn: (rewardId: number) => gamificationService.redeem(rewardId),
    onSuccess: again,
  })
  return { profile, leaderboard, challenges, rewards, redeem }
}
