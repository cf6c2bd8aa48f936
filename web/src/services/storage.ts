/** localStorage that may be denied (private windows, strict settings) without breaking the page. */
export const storage = {
  get(name: string): string | null {
    try {
      return localStorage.getItem(`ringdesk.${name}`)
    } catch {
      return null
    }
  },
  set(name: string, value: string | null): void {
    try {
      if (value === null) localStorage.removeItem(`ringdesk.${name}`)
      else localStorage.setItem(`ringdesk.${name}`, value)
    } catch {
      // The choice lasts until the page is closed.
    }
  },
}

/** The smallest possible store for useSyncExternalStore. */
export interface Store<T> {
  get: () => T
  set: (value: T) => void
  subscribe: (listener: () => void) => () => void
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return
      value = next
      for (const listener of listeners) listener()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
