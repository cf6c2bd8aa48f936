export { Team as TeamPage } from '@/features/team/Team'
