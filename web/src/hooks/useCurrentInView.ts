import { type RefObject, useEffect, useRef } from 'react'

/** A bar of links or tabs that may be too wide: the current one is moved into sight whenever `current` changes. */
export function useCurrentInView<E extends HTMLElement>(current: string): RefObject<E | null> {
  const bar = useRef<E>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs for each new place
  useEffect(() => {
    const here = bar.current?.querySelector('[aria-current=page], [aria-selected=true]')
    // jsdom knows no layout.
    here?.scrollIntoView?.({ block: 'nearest', inline: 'center' })
  }, [current])
  return bar
}
