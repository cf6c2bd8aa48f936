import { ArrowDown } from 'lucide-react'
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui'

const NEAR_END_PX = 80

/** The end of what was said stays in view while one is there; otherwise a word says that more came. */
function useFollowing(scroller: RefObject<HTMLElement | null>, count: number, ready: boolean) {
  const atEnd = useRef(true)
  const known = useRef(count)
  const [missed, setMissed] = useState(0)
  const toEnd = () => scroller.current?.scrollTo({ top: scroller.current.scrollHeight })

  // Where one begins: at the first unread, else at the end, but never in the middle of a long text.
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element || !ready) return
    const line = element.querySelector<HTMLElement>('[data-unread]')
    const last = [...element.querySelectorAll<HTMLElement>('article')].at(-1)
    const long = last && last.offsetHeight > element.clientHeight ? last : null
    const start = line ?? long
    element.scrollTop = start ? start.offsetTop - 12 : element.scrollHeight
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
  }, [scroller, ready])

  useLayoutEffect(() => {
    const added = count - known.current
    known.current = count
    if (added <= 0 || !ready) return
    if (atEnd.current) scroller.current?.scrollTo({ top: scroller.current.scrollHeight })
    else setMissed((before) => before + added)
  }, [scroller, count, ready])

  // The composer grows, pictures come: whoever was at the end stays there.
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
    })
    observer.observe(element)
    if (element.firstElementChild) observer.observe(element.firstElementChild)
    return () => observer.disconnect()
  }, [scroller])

  return {
    missed,
    toEnd: () => {
      toEnd()
      setMissed(0)
    },
    onScroll: () => {
      const element = scroller.current
      if (!element) return
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX
      if (atEnd.current && missed > 0) setMissed(0)
    },
  }
}

/** What was said, scrolling by itself; a word below it says when more came than is in view. */
export function Following({
  label,
  count,
  ready,
  children,
}: {
  label: string
  /** How many messages there are: one more is one that came. */
  count: number
  /** False while not all is here yet. */
  ready: boolean
  children: ReactNode
}) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const { missed, toEnd, onScroll } = useFollowing(scroller, count, ready)
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={label}
        className="h-full overflow-y-auto -outline-offset-2"
      >
        <div className="mx-auto flex max-w-[calc(72ch+1.75rem)] flex-col gap-3 p-3">{children}</div>
      </div>
      <div role="status" className="absolute inset-x-0 bottom-3 flex justify-center empty:hidden">
        {missed > 0 ? (
          <Button kind="primary" size="sm" className="shadow-float" onClick={toEnd}>
            <ArrowDown aria-hidden />
            {t('thread.newBelow', { count: missed })}
          </Button>
        ) : null}
      </div>
    </div>
  )
}
