import type { WidgetDraft, WidgetSettings } from './queries'

const FIELDS: (keyof WidgetDraft)[] = [
  'enabled',
  'allowed_origins',
  'channels',
  'colour',
  'theme',
  'position',
  'title',
  'greeting',
  'locale',
  'consent_text',
  'privacy_url',
  'offline_message',
  'hours',
  'timezone',
]

/** What differs from what is saved, and so has to be sent. */
export function changesOf(saved: WidgetDraft, draft: WidgetDraft): Partial<WidgetDraft> {
  const changed = FIELDS.filter((name) => JSON.stringify(saved[name]) !== JSON.stringify(draft[name]))
  return Object.fromEntries(changed.map((name) => [name, draft[name]]))
}

export function draftOf(saved: WidgetSettings): WidgetDraft {
  return Object.fromEntries(FIELDS.map((name) => [name, saved[name]])) as unknown as WidgetDraft
}

/** One origin a line, as one types or pastes them. */
export const linesOf = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean)

/** For the page that is to carry the widget. */
export function snippet(script: string, workspace: string): string {
  return `<script src="${script}" data-workspace="${workspace}" async></script>`
}

/** The day's end is 00:00 on a clock and 24:00 in the settings. */
export const toClock = (time: string): string => (time === '24:00' ? '00:00' : time)
export const closingTime = (clock: string): string => (clock === '00:00' ? '24:00' : clock)
