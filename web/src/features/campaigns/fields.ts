import * as v from 'valibot'
import { asNumber, asNumberOrNull, whole, wholeOrNothing } from '@/features/calling-settings/numbers'
import { line } from '@/hooks/useAppForm'
import type { Campaign } from '@/services/types'
import type { CampaignBody } from './acts'

/** Outcomes after which a campaign may wait as long as it likes, under the names of their fields. */
export const RETRIES = {
  retry_busy: 'busy',
  retry_no_answer: 'no-answer',
  retry_machine: 'machine',
  retry_failed: 'failed',
} as const
type Retry = keyof typeof RETRIES
const retryFields = Object.keys(RETRIES) as Retry[]
const MOST_SKILLS = 20

const words = (most: number) => v.pipe(v.string(), v.maxLength(most, 'validation.tooLong'))
const wait = wholeOrNothing(1, 86_400, 'campaigns.range.minutes')

export const typed = v.object({
  name: line(200),
  description: words(10_000),
  caller_id: words(64),
  hours: words(200),
  start_date: v.string(),
  end_date: v.string(),
  max_attempts: whole(1, 50),
  wrap_up_s: whole(0, 3600),
  ring_timeout_s: whole(15, 120),
  preview_s: whole(10, 3600),
  max_abandonment: v.pipe(
    v.string(),
    v.regex(/^\d(?:[.,]\d{1,2})?$/, 'validation.number'),
    v.check((text) => asNumber(text) <= 3, 'validation.number'),
  ),
  skills: v.pipe(
    words(1000),
    v.check((text) => skillsOf(text).length <= MOST_SKILLS, 'campaigns.range.skills'),
    v.check((text) => skillsOf(text).every((skill) => skill.length <= 40), 'validation.tooLong'),
  ),
  budget: v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => text === '' || /^\d{1,9}([.,]\d{1,2})?$/.test(text), 'campaigns.range.budget'),
  ),
  retry_busy: wait,
  retry_no_answer: wait,
  retry_machine: wait,
  retry_failed: wait,
})
export type Typed = v.InferOutput<typeof typed>

export const skillsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((skill) => skill.trim())
      .filter((skill) => skill !== ''),
  ),
]

/** What a new campaign has is the server's own default. */
export function draftOf(campaign: Campaign | undefined): Typed {
  const retry = (campaign?.retry ?? {}) as Partial<Record<string, number>>
  const minutes = (field: Retry) => String(retry[RETRIES[field]] ?? '')
  return {
    name: campaign?.name ?? '',
    description: campaign?.description ?? '',
    caller_id: campaign?.caller_id ?? '',
    hours: campaign?.hours ?? '',
    start_date: campaign?.start_date ?? '',
    end_date: campaign?.end_date ?? '',
    max_attempts: String(campaign?.max_attempts ?? 5),
    wrap_up_s: String(campaign?.wrap_up_s ?? 30),
    ring_timeout_s: String(campaign?.ring_timeout_s ?? 25),
    preview_s: String(campaign?.preview_s ?? 90),
    max_abandonment: String(Math.round((campaign?.max_abandonment ?? 0.03) * 10_000) / 100),
    skills: campaign?.skills.join(', ') ?? '',
    budget: String(campaign?.budget ?? ''),
    retry_busy: minutes('retry_busy'),
    retry_no_answer: minutes('retry_no_answer'),
    retry_machine: minutes('retry_machine'),
    retry_failed: minutes('retry_failed'),
  }
}

/** A form shows per cent and text, the API takes shares, numbers and nothing for what is empty. */
export function bodyOf(written: Typed): CampaignBody {
  return {
    name: written.name,
    description: written.description,
    caller_id: written.caller_id,
    hours: written.hours.trim() || null,
    start_date: written.start_date || null,
    end_date: written.end_date || null,
    max_attempts: asNumber(written.max_attempts),
    wrap_up_s: asNumber(written.wrap_up_s),
    ring_timeout_s: asNumber(written.ring_timeout_s),
    preview_s: asNumber(written.preview_s),
    max_abandonment: asNumber(written.max_abandonment) / 100,
    skills: skillsOf(written.skills),
    budget: asNumberOrNull(written.budget),
    retry: Object.fromEntries(
      retryFields
        .filter((field) => written[field].trim() !== '')
        .map((field) => [RETRIES[field], asNumber(written[field])]),
    ),
  }
}
