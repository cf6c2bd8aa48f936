/** In place of the web app's `services/api/house.ts`: nobody's cookie, the page's own origin. */
import { bearer, type Transport } from '@/services/api/transport'

export const ownTransport: Transport = bearer({})
export const ownAddress = ''
