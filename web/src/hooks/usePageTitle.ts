import { useEffect } from 'react'
import { createStore } from '@/services/storage'

export const pageTitle = createStore<string | null>(null)

/** A title better than the route's own, as "#12 Printer is offline". Shown in the tab and the header. */
export function usePageTitle(title: string | null | undefined): void {
  useEffect(() => {
    if (!title) return
    pageTitle.set(title)
    return () => {
      if (pageTitle.get() === title) pageTitle.set(null)
    }
  }, [title])
}

export const tabTitle = createStore<string | null>(null)

/** For the tab alone, where the page shows the same as a heading of its own. */
export function useTabTitle(title: string | null | undefined): void {
  useEffect(() => {
    if (!title) return
    tabTitle.set(title)
    return () => {
      if (tabTitle.get() === title) tabTitle.set(null)
    }
  }, [title])
}
