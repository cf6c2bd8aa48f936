import { useTranslation } from 'react-i18next'
import { useFormat } from './useFormat'

/** Words of the API, for people: "do_not_call" is "do not call". */
const plain = (word: string) => word.replaceAll('_', ' ')

const IS_WORD = /^[a-z][a-z\d_-]*$/
const IS_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/
const IS_DAY = /^\d{4}-\d\d-\d\d$/

/** What people wrote themselves is never translated, even where it looks like a word of ours. */
const WRITTEN = new Set(['name', 'title', 'description', 'text', 'tags', 'reason', 'because', 'skills'])
const PEOPLE = new Set([
  'agent_id',
  'asked_by',
  'assigned_to',
  'created_by',
  'customer_id',
  'owner_id',
  'person_id',
  'previous_agent_id',
  'reader_id',
  'requester_id',
  'supervisor_id',
  'user_id',
])

/** One condition of a rule, which is read as a sentence. */
function isCondition(value: object): value is { field: string; op: string; value: unknown } {
  const given = value as Record<string, unknown>
  return typeof given.field === 'string' && typeof given.op === 'string' && 'value' in given
}

/**
 * What facts and settings hold, in the reader's language: a field's name, a word that stands for one of
 * a few things, and any value of a field. What has no word here yet is said as the API says it.
 */
export function useFactWords(nameOf?: (id: number) => string | undefined) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const field = (name: string) =>
    i18n.exists(`facts.field.${name}`) ? t(`facts.field.${name}`) : plain(name)
  const word = (value: string) =>
    IS_WORD.test(value) && i18n.exists(`facts.value.${value}`) ? t(`facts.value.${value}`) : value

  function number(name: string, value: number): string {
    if (PEOPLE.has(name)) return value === 0 ? t('facts.house') : (nameOf?.(value) ?? `#${value}`)
    return name === 'id' || name.endsWith('_id') ? `#${value}` : format.number(value)
  }
  function text(name: string, value: string): string {
    if (IS_TIME.test(value)) return format.dateTime(value)
    if (IS_DAY.test(value)) return format.date(`${value}T12:00`)
    return WRITTEN.has(name) ? value : word(value)
  }
  /** A value of the field, short enough to be read in a line. */
  function shown(name: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return '–'
    if (typeof value === 'boolean') return value ? t('facts.yes') : t('facts.no')
    if (typeof value === 'number') return number(name, value)
    if (typeof value === 'string') return name === 'fields' ? field(value) : text(name, value)
    if (Array.isArray(value)) return value.map((one) => shown(name, one)).join(', ') || '–'
    if (isCondition(value))
      return `${field(value.field)} ${word(value.op)} ${shown(value.field, value.value)}`
    const parts = Object.entries(value).map(([key, part]) => `${field(key)}: ${shown(key, part)}`)
    return parts.join('; ') || '–'
  }
  return { field, word, shown }
}
