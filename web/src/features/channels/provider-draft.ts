import type { Kind, KindField, NewProvider } from './queries'

/** What stands in a form's fields: text, whatever it will be. */
export type Draft = Record<string, string>

export const draftOf = (kind: Kind, settings: Record<string, unknown>): Draft =>
  Object.fromEntries(
    kind.settings.map((field) => {
      const value = settings[field.name] ?? field.default
      return [field.name, Array.isArray(value) ? value.join('\n') : value == null ? '' : String(value)]
    }),
  )

/** As the server takes it; what is left empty is left out, so that its default holds. */
function asAsked(field: KindField, text: string): unknown {
  if (field.type === 'switch') return text === 'true'
  if (field.type === 'list') {
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
  }
  if (text.trim() === '') return undefined
  return field.type === 'number' ? Number(text.trim().replace(',', '.')) : text.trim()
}

export const settingsOf = (kind: Kind, draft: Draft): NewProvider['settings'] =>
  Object.fromEntries(
    kind.settings
      .map((field) => [field.name, asAsked(field, draft[field.name] ?? '')] as const)
      .filter(([, value]) => value !== undefined),
  )

/** Only those that were typed: what is there already stays. */
export const credentialsOf = (kind: Kind, draft: Draft): Record<string, string> =>
  Object.fromEntries(
    kind.credentials
      .map((field) => [field.name, draft[field.name] ?? ''] as const)
      .filter(([, value]) => value !== ''),
  )

/** Names of what is needed and not there. */
export const missingOf = (kind: Kind, draft: Draft, has: readonly string[]): string[] => [
  ...['name', ...(kind.sender === 'needed' ? ['sender'] : [])].filter((name) => !draft[name]?.trim()),
  ...kind.settings.filter((one) => one.required && !draft[one.name]?.trim()).map((one) => one.name),
  ...kind.credentials
    .filter((one) => one.required && !has.includes(one.name) && !draft[one.name])
    .map((one) => one.name),
]
