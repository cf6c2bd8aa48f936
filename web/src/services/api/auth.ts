import type { Doors, Taken } from './doors'

/** Signing in and out, one's password, and one's workspaces. */
export const authOf = (doors: Doors) => ({
  register: (account: Taken<'/api/v1/auth/register', 'post'>) => doors.post('/api/v1/auth/register', account),
  /** `email`: or a username. The answer's `access_token` is what `configure` and `createClient` take. */
  login: (email: string, password: string) => doors.post('/api/v1/auth/login', { email, password }),
  validate: (token: string) => doors.post('/api/v1/auth/validate', { token }),
  changePassword: (current: string, next: string) =>
    doors.post('/api/v1/auth/change-password', { current_password: current, new_password: next }),
  requestPasswordReset: (email: string) => doors.post('/api/v1/password-reset/request', { email }),
  resetPassword: (token: string, next: string) =>
    doors.post('/api/v1/password-reset/reset', { token, new_password: next }),
  tenant: () => doors.get('/api/v1/tenant'),
  tenants: () => doors.get('/api/v1/tenants'),
  createTenant: (tenant: Taken<'/api/v1/tenants', 'post'>) => doors.post('/api/v1/tenants', tenant),
  /** A pair of tokens for that tenant; those in use stay for the present one. */
  switchTenant: (id: string) =>
    doors.post('/api/v1/tenants/{tenant_id}/switch', undefined, { tenant_id: id }),
  countUsers: () => doors.get('/api/v1/tenant/users/count'),
  addMember: (id: string, member: Taken<'/api/v1/tenants/{tenant_id}/members', 'post'>) =>
    doors.post('/api/v1/tenants/{tenant_id}/members', member, { tenant_id: id }),
  removeMember: (id: string, email: string) =>
    doors.delete('/api/v1/tenants/{tenant_id}/members/{email}', undefined, { tenant_id: id, email }),
})
