import type { ReactNode } from 'react'
import type { ExternalToast } from 'sonner'

type Sonner = typeof import('sonner')['toast']
let settle: (sonner: Sonner) => void
const shown = new Promise<Sonner>((resolve) => {
  settle = resolve
})

/** The place for notices stands; what was said before is said now. */
export function noticesAreShown(sonner: Sonner): void {
  settle(sonner)
}

const say = (kind: 'success' | 'error' | 'info') => (text: ReactNode, options?: ExternalToast) =>
  void shown.then((sonner) => sonner[kind](text, options))

/** Short notices. What shows them comes after the first paint, so nobody waits for it. */
export const toast = { success: say('success'), error: say('error'), info: say('info') }
