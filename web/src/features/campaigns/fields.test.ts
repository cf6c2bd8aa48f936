import { safeParse } from 'valibot'
import { expect, test } from 'vitest'
import type { Campaign } from '@/services/types'
import { bodyOf, draftOf, typed } from './fields'

const fresh = { ...draftOf(undefined), name: 'Spring' }
const fits = (field: Partial<typeof fresh>) => safeParse(typed, { ...fresh, ...field }).success

test('a new campaign has the defaults of the server and leaves to the house what it does not say', () => {
  expect(bodyOf(fresh)).toMatchObject({
    max_attempts: 5,
    max_abandonment: 0.03,
    retry: {},
    budget: null,
    skills: [],
  })
  expect(fits({})).toBe(true)
})

test('what is written is taken as the server wants it, and shown again as it was written', () => {
  const body = bodyOf({ ...fresh, skills: 'Welsh, sales, ,Welsh', budget: '1200,50', retry_no_answer: '90' })
  expect(body).toMatchObject({ skills: ['Welsh', 'sales'], budget: 1200.5, retry: { 'no-answer': 90 } })
  const shown = draftOf({ ...body, max_abandonment: 0.015 } as Campaign)
  expect(shown).toMatchObject({
    skills: 'Welsh, sales',
    budget: '1200.5',
    retry_no_answer: '90',
    retry_busy: '',
  })
  expect(shown.max_abandonment).toBe('1.5')
})

test('what the server would refuse is said before', () => {
  expect(fits({ max_abandonment: '3,5' })).toBe(false)
  expect(fits({ retry_busy: '0' })).toBe(false)
  expect(fits({ budget: 'much' })).toBe(false)
  expect(fits({ skills: Array.from({ length: 21 }, (_, n) => `s${n}`).join(',') })).toBe(false)
})
