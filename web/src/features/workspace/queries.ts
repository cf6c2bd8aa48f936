import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'

export type Workspace = Answer<'/api/app/workspace'>
export const KEPT = [
  'tickets',
  'chats',
  'calls',
  'recordings',
  'messages',
  'leads',
  'visitors',
  'imports',
] as const
export const LOCALES = ['en', 'de', 'ru', 'es'] as const

export type WorkspaceDraft = Pick<
  Workspace,
  'name' | 'timezone' | 'locale' | 'accent' | 'mail_name' | 'strangers_may_register' | 'retention'
>

const PATH = '/api/app/workspace'
const key = ['workspace'] as const

export const workspaceQuery = queryOptions({
  queryKey: key,
  queryFn: ({ signal }) => http.get<Workspace>(PATH, undefined, signal),
})

const put = (client: QueryClient, saved: Workspace) => {
  client.setQueryData(key, saved)
  return saved
}

export const changeWorkspace = async (client: QueryClient, changes: Partial<WorkspaceDraft>) =>
  put(client, await http.put<Workspace>(PATH, changes))

export async function changeLogo(client: QueryClient, file: File): Promise<Workspace> {
  const form = new FormData()
  form.append('file', file)
  return put(client, await http.put<Workspace>(`${PATH}/logo`, form))
}

export const removeLogo = async (client: QueryClient) =>
  put(client, await http.delete<Workspace>(`${PATH}/logo`))

/** 1 to 21; WCAG 2.2's relative luminance. The server asks for 4.5 with white. */
export function contrastWithWhite(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05)
}
