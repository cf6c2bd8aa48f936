import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { useLive } from '@/hooks/useLive'
import { http } from '@/services/http'
import type { LeadImport } from '@/services/types'
import { upload } from '@/services/upload'

export const IMPORTS_PATH = '/api/app/imports'
export const importPath = (id: number, act = '') => `${IMPORTS_PATH}/${id}${act}`

export const importKeys = {
  all: ['imports'] as const,
  list: ['imports', 'list'] as const,
  one: (id: number) => ['imports', 'one', id] as const,
}

export const importsQuery = queryOptions({
  queryKey: importKeys.list,
  queryFn: ({ signal }) => http.get<LeadImport[]>(IMPORTS_PATH, { limit: 50 }, signal),
})

/** Letters tell how far it is. They are no facts, so the last may be lost: while something is in
 *  hand it is looked at now and then as well. */
export const importQuery = (id: number) =>
  queryOptions({
    queryKey: importKeys.one(id),
    meta: { live: true },
    queryFn: ({ signal }) => http.get<LeadImport>(importPath(id), undefined, signal),
    refetchInterval: (query) => (query.state.data?.doing ? 15_000 : false),
  })

export function useImportsLive(client: QueryClient): void {
  useLive('import.progress', (told) => {
    client.setQueryData<LeadImport>(importKeys.one(told.id), (old) => (old ? { ...old, ...told } : old))
    // What is over has counts and errors that the letter doesn't hold.
    if (told.progress >= 1) void client.invalidateQueries({ queryKey: importKeys.all })
  })
}

export type ImportChange = Partial<
  Pick<LeadImport, 'mapping' | 'on_duplicate' | 'has_header' | 'encoding' | 'delimiter'>
> & { defaults?: Partial<LeadImport['defaults']> }

export async function uploadImport(
  client: QueryClient,
  file: File,
  onProgress: (share: number) => void,
): Promise<LeadImport> {
  const form = new FormData()
  form.append('file', file)
  const made = await upload<LeadImport>(IMPORTS_PATH, form, { onProgress })
  return put(client, made)
}

export async function setUpImport(
  client: QueryClient,
  id: number,
  change: ImportChange,
): Promise<LeadImport> {
  return put(client, await http.put<LeadImport>(importPath(id), change))
}

export type ImportAct = 'check' | 'commit' | 'undo'

export async function actOnImport(client: QueryClient, id: number, act: ImportAct): Promise<LeadImport> {
  return put(client, await http.post<LeadImport>(importPath(id, `/${act}`)))
}

function put(client: QueryClient, one: LeadImport): LeadImport {
  client.setQueryData(importKeys.one(one.id), one)
  void client.invalidateQueries({ queryKey: importKeys.list })
  return one
}
