import { useSecond } from '@/hooks/useSecond'
import { cn } from '@/ui'
import { clock } from './clock'

/** How long since a moment, running: "4:05". From `longS` on it stands out. */
export function Clock({ since, longS, className }: { since: string; longS?: number; className?: string }) {
  const seconds = Math.max(0, useSecond() - Math.floor(Date.parse(since) / 1000))
  const long = longS !== undefined && seconds >= longS
  return (
    <time
      dateTime={`PT${seconds}S`}
      className={cn('whitespace-nowrap tabular-nums', long && 'font-semibold text-waiting', className)}
    >
      {clock(seconds)}
    </time>
  )
}
