import { asNumber } from './numbers'
import type { CarrierKind } from './queries'

/** What one kind of carrier is set up with. `hidden` is kept sealed at the server and never shown. */
export interface CarrierField {
  name: string
  is: 'text' | 'number' | 'choice' | 'switch' | 'hidden'
  choices?: readonly string[]
  /** Where nothing is given. */
  usual?: string
  needed?: boolean
}

export const CARRIER_FIELDS: Record<CarrierKind, readonly CarrierField[]> = {
  simulation: [
    { name: 'seed', is: 'number', usual: '1' },
    { name: 'speed', is: 'number', usual: '1' },
  ],
  twilio: [
    { name: 'account_sid', is: 'text', needed: true },
    { name: 'auth_token', is: 'hidden', needed: true },
    { name: 'api_key_sid', is: 'text' },
    { name: 'api_key_secret', is: 'hidden' },
    { name: 'connect', is: 'choice', choices: ['stream', 'conference'], usual: 'stream' },
    { name: 'language', is: 'text', usual: 'en-US' },
    { name: 'abandon_name', is: 'text' },
    { name: 'abandon_number', is: 'text' },
    { name: 'base_url', is: 'text' },
  ],
  sip: [
    { name: 'host', is: 'text', needed: true },
    { name: 'port', is: 'number', usual: '5060' },
    { name: 'transport', is: 'choice', choices: ['udp', 'tcp', 'tls'], usual: 'udp' },
    { name: 'username', is: 'text' },
    { name: 'password', is: 'hidden' },
    { name: 'domain', is: 'text' },
    { name: 'proxy', is: 'text' },
    { name: 'advertised_ip', is: 'text' },
    { name: 'registrar', is: 'switch' },
    { name: 'local_port', is: 'number', usual: '0' },
  ],
}

export type CarrierDraft = Record<string, string>

export function draftOf(kind: CarrierKind, settings: Record<string, unknown>): CarrierDraft {
  return Object.fromEntries(
    CARRIER_FIELDS[kind].map(({ name, is, usual = '' }) => [
      name,
      is === 'hidden' ? '' : String(settings[name] ?? usual),
    ]),
  )
}

/** The settings as the server takes them. What this form doesn't show (codecs, say) stays as it was. */
export function settingsOf(
  kind: CarrierKind,
  draft: CarrierDraft,
  before: Record<string, unknown>,
): Record<string, unknown> {
  const found = { ...before }
  for (const { name, is } of CARRIER_FIELDS[kind]) {
    const text = (draft[name] ?? '').trim()
    if (is === 'hidden') continue
    if (is === 'switch') found[name] = text === 'true'
    else if (is !== 'number') found[name] = text
    else if (text === '') delete found[name]
    else found[name] = asNumber(text)
  }
  return found
}

/** Only what was typed: an empty field leaves what is there. */
export function credentialsOf(kind: CarrierKind, draft: CarrierDraft): Record<string, string> {
  return Object.fromEntries(
    CARRIER_FIELDS[kind]
      .filter(({ name, is }) => is === 'hidden' && draft[name])
      .map(({ name }) => [name, draft[name] ?? '']),
  )
}

/** One number a line, or with commas; people write spaces, dashes and brackets into them. */
export function numbersOf(text: string): string[] {
  return text
    .split(/[\n,;]+/)
    .map((one) => one.replace(/[^\d+]/g, ''))
    .filter(Boolean)
}
