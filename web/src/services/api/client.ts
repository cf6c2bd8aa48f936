import { aiOf } from './ai'
import { analyticsOf } from './analytics'
import { authOf } from './auth'
import { automationOf } from './automation'
import { callsOf } from './calls'
import { campaignsOf } from './campaigns'
import { communicationOf } from './communication'
import { complianceOf } from './compliance'
import { Doors } from './doors'
import { gamificationOf } from './gamification'
import { leadsOf } from './leads'
import { type Address, bearer, type Transport } from './transport'
import { webSocketOf } from './web-socket'

/** All services over one way there. */
export function servicesOver(transport: Transport, baseUrl: () => string) {
  const doors = new Doors(transport)
  return {
    authService: authOf(doors),
    leadService: leadsOf(doors),
    callService: callsOf(doors),
    campaignService: campaignsOf(doors),
    analyticsService: analyticsOf(doors),
    automationService: automationOf(doors),
    communicationService: communicationOf(doors),
    gamificationService: gamificationOf(doors),
    complianceService: complianceOf(doors),
    aiService: aiOf(doors),
    webSocketService: webSocketOf(doors, baseUrl),
    /** Every other door of the server's document. */
    doors,
  }
}

/** Services of their own, for one address and one token. */
export const createClient = (address: Address) => servicesOver(bearer(address), () => address.baseUrl ?? '')
