import { OFF, type SoftphoneState } from '@call/softphone-state'
import { createStore } from '@/services/storage'

/** The softphone of this window, if it was switched on: it stays on while one walks from page to page. */
export const phoneState = createStore<SoftphoneState>(OFF)
