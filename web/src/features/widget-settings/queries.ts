import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'

export const CHANNELS = ['chat', 'bot', 'voice', 'video'] as const
export const THEMES = ['auto', 'light', 'dark'] as const
export const POSITIONS = ['right', 'left'] as const
export const LOCALES = ['auto', 'en', 'de', 'ru', 'es', 'ar'] as const
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

export interface Hours {
  day: (typeof DAYS)[number]
  opens: string
  closes: string
}

/** What an administrator may change. */
export interface WidgetDraft {
  enabled: boolean
  allowed_origins: string[]
  channels: (typeof CHANNELS)[number][]
  colour: string
  theme: (typeof THEMES)[number]
  position: (typeof POSITIONS)[number]
  title: string
  greeting: string
  locale: (typeof LOCALES)[number]
  consent_text: string
  privacy_url: string
  offline_message: string
  hours: Hours[]
  timezone: string
}

export interface WidgetSettings extends WidgetDraft {
  /** The public key; null until the first save. */
  workspace: string | null
  has_secret: boolean
  secret_made_at: string | null
  /** The loader's address. */
  script: string
}

const PATH = '/api/app/settings/widget'
const key = ['settings', 'widget'] as const

export const widgetQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => http.get<WidgetSettings>(PATH, undefined, signal),
})

export async function changeWidget(
  client: QueryClient,
  changes: Partial<WidgetDraft>,
): Promise<WidgetSettings> {
  const saved = await http.put<WidgetSettings>(PATH, changes)
  client.setQueryData(key, saved)
  return saved
}

export async function makeSecret(client: QueryClient): Promise<string> {
  const { secret } = await http.post<{ secret: string }>(`${PATH}/secret`)
  void client.invalidateQueries({ queryKey: key })
  return secret
}
