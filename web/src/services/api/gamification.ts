import type { Asked, Doors, Taken } from './doors'

export type BoardFilters = Asked<'/api/v1/gamification/leaderboard'>

export const gamificationOf = (doors: Doors) => ({
  points: (asked: Asked<'/api/v1/gamification/points'> = {}) =>
    doors.get('/api/v1/gamification/points', asked),
  award: (points: Taken<'/api/v1/gamification/points/award', 'post'>) =>
    doors.post('/api/v1/gamification/points/award', points),
  revoke: (points: Taken<'/api/v1/gamification/points/revoke', 'post'>) =>
    doors.post('/api/v1/gamification/points/revoke', points),
  badges: (asked: Asked<'/api/v1/gamification/badges'> = {}) =>
    doors.get('/api/v1/gamification/badges', asked),
  createBadge: (badge: Taken<'/api/v1/gamification/badges', 'post'>) =>
    doors.post('/api/v1/gamification/badges', badge),
  awardBadge: (badge: Taken<'/api/v1/gamification/badges/award', 'post'>) =>
    doors.post('/api/v1/gamification/badges/award', badge),
  challenges: () => doors.get('/api/v1/gamification/challenges'),
  activeChallenges: () => doors.get('/api/v1/gamification/challenges/active'),
  createChallenge: (challenge: Taken<'/api/v1/gamification/challenges', 'post'>) =>
    doors.post('/api/v1/gamification/challenges', challenge),
  leaderboard: (asked: BoardFilters = {}) => doors.get('/api/v1/gamification/leaderboard', asked),
  profile: () => doors.get('/api/v1/gamification/profile'),
  createCompetition: (competition: Taken<'/api/v1/gamification-advanced/competitions', 'post'>) =>
    doors.post('/api/v1/gamification-advanced/competitions', competition),
  competitionLeaderboard: (id: string) =>
    doors.get('/api/v1/gamification-advanced/competitions/leaderboard', { competition_id: id }),
  createAdvancedChallenge: (challenge: Taken<'/api/v1/gamification-advanced/challenges', 'post'>) =>
    doors.post('/api/v1/gamification-advanced/challenges', challenge),
  rewards: () => doors.get('/api/v1/gamification-advanced/rewards'),
  createReward: (reward: Taken<'/api/v1/gamification-advanced/rewards', 'post'>) =>
    doors.post('/api/v1/gamification-advanced/rewards', reward),
  redeem: (rewardId: number) => doors.post('/api/v1/gamification-advanced/redeem', { reward_id: rewardId }),
  advancedLeaderboard: (asked: Asked<'/api/v1/gamification-advanced/leaderboard'> = {}) =>
    doors.get('/api/v1/gamification-advanced/leaderboard', asked),
  stats: () => doors.get('/api/v1/gamification-advanced/stats'),
})
