import { queryOptions } from '@tanstack/react-query'
import { http } from '@/services/http'
import type { Answer } from '@/services/types'

export type Push = Answer<'/api/app/push'>

const ROOT = '/api/app/push'
const WORKER = '/push-worker.js'

export const pushKey = ['push'] as const

export const pushQuery = queryOptions({
  queryKey: pushKey,
  queryFn: ({ signal }) => http.get<Push>(ROOT, undefined, signal),
})

/** Needs HTTPS (or this very machine), and a browser that has it. */
export const canPush = (): boolean =>
  'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window

async function current(): Promise<PushSubscription | null> {
  const worker = await navigator.serviceWorker.getRegistration(WORKER)
  return (await worker?.pushManager.getSubscription()) ?? null
}

/** The subscription of this browser, by what the server knows of it. */
export async function ofThisBrowser(push: Push): Promise<number | null> {
  const endpoint = (await current())?.endpoint
  return push.subscriptions.find((one) => one.endpoint === endpoint)?.id ?? null
}

function bytesOf(key: string): Uint8Array<ArrayBuffer> {
  const text = atob(key.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}

/** False: the person, or the browser for them, said no. */
export async function switchOn(push: Push): Promise<boolean> {
  if ((await Notification.requestPermission()) !== 'granted') return false
  await navigator.serviceWorker.register(WORKER)
  const worker = await navigator.serviceWorker.ready
  // A subscription under another key can't be used any more.
  await (await worker.pushManager.getSubscription())?.unsubscribe()
  const made = await worker.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: bytesOf(push.public_key),
  })
  const { endpoint, keys } = made.toJSON()
  await http.post(ROOT, { endpoint, p256dh: keys?.p256dh, auth: keys?.auth })
  return true
}

export async function switchOff(id: number): Promise<void> {
  await http.delete(`${ROOT}/${id}`)
  await (await current())?.unsubscribe()
}
