import * as v from 'valibot'

/** People write 2,5 or 2.5; an empty field is no limit. */
export const asNumber = (text: string): number => Number(text.trim().replace(',', '.'))
export const asLimit = (text: string): number | null => (text.trim() === '' ? null : asNumber(text))

export const decimal = v.pipe(
  v.string(),
  v.trim(),
  v.regex(/^(\d{1,9}([.,]\d{1,6})?)?$/, 'validation.number'),
)
export const whole = v.pipe(v.string(), v.trim(), v.regex(/^\d{0,12}$/, 'validation.number'))

export const within = (least: number, most: number, message: string) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.nonEmpty('validation.required'),
    v.regex(/^\d{1,9}([.,]\d{1,6})?$/, 'validation.number'),
    v.check((text) => asNumber(text) >= least && asNumber(text) <= most, message),
  )
