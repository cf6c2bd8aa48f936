import { ownAddress, ownTransport } from './house'
import { type Address, bearer, type Transport } from './transport'

let transport: Transport = ownTransport
let baseUrl = ownAddress

/** Another address, or a token, for every service from now on; see `createClient` for several at once. */
export function configure(address: Address): void {
  transport = bearer(address)
  baseUrl = address.baseUrl ?? ''
}

export const presentTransport: Transport = (path, request) => transport(path, request)
export const presentBaseUrl = () => baseUrl
