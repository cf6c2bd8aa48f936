import { useTranslation } from 'react-i18next'

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

export function createFormat(locale: string) {
  const number = new Intl.NumberFormat(locale)
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  // "last mo." is no way to say it.
  const longAgo = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const dateTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const seconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const unit = (value: number, name: string, display: 'short' | 'long' = 'short') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: display,
      maximumFractionDigits: 1,
    }).format(value)
  return {
    number: (value: number) => number.format(value),
    /** A share of 0 to 1. The contract's rates are already per cent: divide those by 100. */
    percent: (share: number) => percent.format(share),
    dateTime: (value: string) => dateTime.format(new Date(value)),
    date: (value: string) => date.format(new Date(value)),
    time: (value: string) => time.format(new Date(value)),
    /** With seconds, as in a log. */
    timeOfLog: (value: string) => seconds.format(new Date(value)),
    /** "12 Mar", for an axis. */
    day: (value: string) => day.format(new Date(value)),
    relative: (value: string, now: number) => {
      const seconds = (Date.parse(value) - now) / 1000
      for (const [name, length] of UNITS) {
        const said = length > 3_600 ? longAgo : relative
        if (Math.abs(seconds) >= length) return said.format(Math.trunc(seconds / length), name)
      }
      return relative.format(0, 'second')
    },
    /** Minutes in the unit a person would say: "45 min", "3.2 hr", "2 days". */
    minutes: (minutes: number) => {
      if (minutes === 0) return unit(0, 'minute')
      if (minutes < 1) return unit(Math.round(minutes * 60), 'second')
      if (minutes < 90) return unit(Math.round(minutes), 'minute')
      if (minutes < 48 * 60) return unit(minutes / 60, 'hour')
      return unit(minutes / 1440, 'day')
    },
    bytes: (bytes: number) => {
      // Written out, or English says "69 byte".
      if (bytes < 1000) return unit(bytes, 'byte', 'long')
      if (bytes < 1_000_000) return unit(Math.round(bytes / 1000), 'kilobyte')
      return unit(bytes / 1_000_000, 'megabyte')
    },
    list: (items: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  }
}

export type Format = ReturnType<typeof createFormat>

/** Making Intl's formatters is slow, and a list draws dozens of times: one set per language for all. */
const formats = new Map<string, Format>()

/** The app knows languages, the browser also the region: half past two is 14:30 in London. */
export function withRegion(language: string, preferred = navigator.languages): string {
  return preferred.find((tag) => tag.split('-')[0] === language) ?? language
}

/** Dates, numbers and durations in the chosen language. */
export function useFormat(): Format {
  const { i18n } = useTranslation()
  const known = formats.get(i18n.language)
  if (known) return known
  const made = createFormat(withRegion(i18n.language))
  formats.set(i18n.language, made)
  return made
}
