import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer, Body } from '@/services/types'

export type Mailbox = Answer<'/api/app/mailboxes'>[number]
export type NewMailbox = Body<'/api/app/mailboxes'>
export type MailboxChanges = Body<'/api/app/mailboxes/{mailbox_id}', 'put'>
export type Mail = Answer<'/api/app/mails'>[number]
export type MailState = Mail['state']

export const MAIL_STATES = [
  'quarantined',
  'ignored',
  'waiting',
  'taken',
  'discarded',
] as const satisfies readonly MailState[]

const MAILBOXES = '/api/app/mailboxes'
const MAILS = '/api/app/mails'
const PER_PAGE = 50
/** Mail comes while one looks; it has no letter of its own. */
const LOOK_AGAIN_MS = 10_000

export const mailroomKeys = {
  all: ['mailroom'] as const,
  mailboxes: ['mailroom', 'mailboxes'] as const,
  mails: ['mailroom', 'mails'] as const,
}

export const mailboxesQuery = queryOptions({
  queryKey: mailroomKeys.mailboxes,
  queryFn: ({ signal }) => http.get<Mailbox[]>(MAILBOXES, undefined, signal),
  refetchInterval: LOOK_AGAIN_MS,
})

/** Newest first. */
export const mailsQuery = (state: MailState) =>
  infiniteQueryOptions({
    queryKey: [...mailroomKeys.mails, state] as const,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam, signal }) =>
      http.get<Mail[]>(MAILS, { state, after: pageParam, limit: PER_PAGE }, signal),
    getNextPageParam: (last) => (last.length === PER_PAGE ? (last.at(-1)?.id ?? null) : null),
    refetchInterval: LOOK_AGAIN_MS,
  })

const lookAgain = (client: QueryClient) => void client.invalidateQueries({ queryKey: mailroomKeys.all })

export async function addMailbox(client: QueryClient, given: NewMailbox): Promise<Mailbox> {
  const made = await http.post<Mailbox>(MAILBOXES, given)
  lookAgain(client)
  return made
}

export async function changeMailbox(
  client: QueryClient,
  id: number,
  changes: MailboxChanges,
): Promise<Mailbox> {
  const changed = await http.put<Mailbox>(`${MAILBOXES}/${id}`, changes)
  lookAgain(client)
  return changed
}

export async function removeMailbox(client: QueryClient, id: number): Promise<void> {
  await http.delete(`${MAILBOXES}/${id}`)
  lookAgain(client)
}

export const testMailbox = (id: number) => http.post<{ mails: number }>(`${MAILBOXES}/${id}/test`)

export async function settleMail(client: QueryClient, id: number, act: 'retry' | 'discard'): Promise<void> {
  await http.post(`${MAILS}/${id}/${act}`)
  lookAgain(client)
}

export const sourceOf = (id: number) => `${MAILS}/${id}/source`
