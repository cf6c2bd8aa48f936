import { useEffect, useState } from 'react'
import { useFormat } from '@/hooks/useFormat'
import { serverNow } from '@/services/clock'
import { Tooltip } from './Tooltip'

/** One timer for all the times on a page. */
const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function useTick(): void {
  const [, tick] = useState(0)
  useEffect(() => {
    const listener = () => tick((count) => count + 1)
    listeners.add(listener)
    timer ??= setInterval(() => {
      for (const each of listeners) each()
    }, 30_000)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) {
        clearInterval(timer)
        timer = undefined
      }
    }
  }, [])
}

/** "2 minutes ago", with the date and time on hover. `plain` leaves the tooltip to the browser (long lists). */
export function RelativeTime({ value, plain }: { value: string; plain?: boolean }) {
  useTick()
  const format = useFormat()
  const absolute = format.dateTime(value)
  const time = (
    <time dateTime={value} dir="auto" className="whitespace-nowrap" title={plain ? absolute : undefined}>
      {format.relative(value, serverNow())}
    </time>
  )
  return plain ? time : <Tooltip content={absolute}>{time}</Tooltip>
}
