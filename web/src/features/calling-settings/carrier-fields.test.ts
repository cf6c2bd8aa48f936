import { expect, test } from 'vitest'
import { credentialsOf, draftOf, numbersOf, settingsOf } from './carrier-fields'

test('a draft holds what is set up, and never a credential', () => {
  const draft = draftOf('sip', { host: 'sip.example.com', port: 5080, registrar: true })
  expect(draft).toMatchObject({ host: 'sip.example.com', port: '5080', registrar: 'true', password: '' })
})

test('what the form does not show stays', () => {
  const before = { host: 'old.example.com', codecs: ['PCMA'], port: 5060 }
  const draft = { ...draftOf('sip', before), host: ' new.example.com ', port: '' }
  const after = settingsOf('sip', draft, before)
  expect(after).toMatchObject({ host: 'new.example.com', codecs: ['PCMA'], registrar: false })
  expect(after).not.toHaveProperty('port')
  expect(after).not.toHaveProperty('password')
})

test('a credential is sent only if it was typed', () => {
  expect(credentialsOf('twilio', { auth_token: '', api_key_secret: 's3cret' })).toEqual({
    api_key_secret: 's3cret',
  })
})

test('numbers are taken as people write them', () => {
  expect(numbersOf('+1 (415) 555-0100\n+44 20 7946 0000, ')).toEqual(['+14155550100', '+442079460000'])
})
