import { createStore, storage } from '@/services/storage'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const stored = storage.get('theme')
export const theme = createStore<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system')

/** `public/theme.js` sets the same attribute before the first paint. */
export function setTheme(next: Theme): void {
  storage.set('theme', next === 'system' ? null : next)
  if (next === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = next
  theme.set(next)
}
