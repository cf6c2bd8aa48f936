import { Desk } from '@/features/desk/Desk'

export function CallPage() {
  return <Desk />
}
