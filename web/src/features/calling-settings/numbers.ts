import * as v from 'valibot'

/** People write 2,5 or 2.5. */
export const asNumber = (text: string): number => Number(text.trim().replace(',', '.'))
export const asNumberOrNull = (text: string): number | null => (text.trim() === '' ? null : asNumber(text))

const fits = (text: string, pattern: RegExp, least: number, most: number) =>
  pattern.test(text) && asNumber(text) >= least && asNumber(text) <= most
const WHOLE = /^\d{1,7}$/
const DECIMAL = /^\d{1,5}([.,]\d{1,4})?$/

/** Each says with its limits what is expected: the message is a key of the catalogues. */
export const whole = (least: number, most: number, message = 'validation.number') =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => fits(text, WHOLE, least, most), message),
  )
export const wholeOrNothing = (least: number, most: number, message = 'validation.number') =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => text === '' || fits(text, WHOLE, least, most), message),
  )
export const decimal = (least: number, most: number, message = 'validation.number') =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((text) => fits(text, DECIMAL, least, most), message),
  )
