import { describe, expect, it } from 'vitest'
import { credentialsOf, draftOf, missingOf, settingsOf } from './provider-draft'
import type { Kind } from './queries'

const field = { required: false, default: null, choices: [], minimum: null, maximum: null, longest: null }
const smtp: Kind = {
  channel: 'email',
  kind: 'smtp',
  sender: 'needed',
  per_second: 10,
  settings: [
    { ...field, name: 'host', type: 'text', required: true },
    { ...field, name: 'port', type: 'number', default: 587 },
    { ...field, name: 'tls', type: 'switch', default: false },
    { ...field, name: 'services', type: 'list' },
  ],
  credentials: [{ ...field, name: 'password', type: 'secret', required: true }],
}

describe('a form made of data', () => {
  it('begins with the defaults, or with what is set', () => {
    expect(draftOf(smtp, {})).toEqual({ host: '', port: '587', tls: 'false', services: '' })
    expect(draftOf(smtp, { host: 'a', services: ['x', 'y'] })).toMatchObject({ host: 'a', services: 'x\ny' })
  })
  it('gives numbers as numbers, lists as lists, and leaves out what is empty', () => {
    const draft = { host: ' mail.test ', port: '25', tls: 'true', services: 'a\n\n b' }
    expect(settingsOf(smtp, draft)).toEqual({ host: 'mail.test', port: 25, tls: true, services: ['a', 'b'] })
    expect(settingsOf(smtp, { host: 'x', port: '', tls: 'false' })).toEqual({
      host: 'x',
      tls: false,
      services: [],
    })
  })
  it('sends only the secrets that were typed', () => {
    expect(credentialsOf(smtp, { password: '' })).toEqual({})
    expect(credentialsOf(smtp, { password: 'p' })).toEqual({ password: 'p' })
  })
  it('knows what is missing, but for secrets that are there', () => {
    expect(missingOf(smtp, {}, [])).toEqual(['name', 'sender', 'host', 'password'])
    expect(missingOf(smtp, { name: 'n', sender: 's', host: 'h' }, ['password'])).toEqual([])
  })
})
