import { Board } from '@/features/wallboard/Board'

export function WallboardPage() {
  return <Board />
}
