import type { Doors, Taken } from './doors'

export const communicationOf = (doors: Doors) => ({
  registerProvider: (provider: Taken<'/api/v1/communication/providers', 'post'>) =>
    doors.post('/api/v1/communication/providers', provider),
  createTemplate: (template: Taken<'/api/v1/communication/templates', 'post'>) =>
    doors.post('/api/v1/communication/templates', template),
  send: (message: Taken<'/api/v1/communication/messages', 'post'>) =>
    doors.post('/api/v1/communication/messages', message),
  /** `id`: such as `msg_…`. */
  status: (id: string) => doors.get('/api/v1/communication/messages/status', { id }),
  stats: () => doors.get('/api/v1/communication/stats'),
})
