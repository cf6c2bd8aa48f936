/** Document 001's services, by its names. */
import { servicesOver } from './client'
import { presentBaseUrl, presentTransport } from './present'

export { ApiError } from '../errors'
export { createClient } from './client'
export type { Asked, Given, Taken } from './doors'
export { configure } from './present'
export type { Address, Transport } from './transport'
export type { Connection, Letter } from './web-socket'

export const {
  authService,
  leadService,
  callService,
  campaignService,
  analyticsService,
  automationService,
  communicationService,
  gamificationService,
  complianceService,
  aiService,
  webSocketService,
} = servicesOver(presentTransport, presentBaseUrl)
