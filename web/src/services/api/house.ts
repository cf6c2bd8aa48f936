import { request } from '../http'
import type { Transport } from './transport'

/** The web app's own way: its cookie, renewed when it has run out. */
export const ownTransport: Transport = request
export const ownAddress = (import.meta.env.NEXT_PUBLIC_API_URL as string | undefined) ?? ''
