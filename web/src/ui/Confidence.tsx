import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'

/** How sure the machine is, as a word and a number: "likely, 82 %". `value` is 0 to 1. */
export function Confidence({ value }: { value: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const word =
    value >= 0.9
      ? t('ui.confidence.certain')
      : value >= 0.7
        ? t('ui.confidence.likely')
        : value >= 0.4
          ? t('ui.confidence.possible')
          : t('ui.confidence.unsure')
  return (
    <span className="whitespace-nowrap">
      {/* Never quite certain: 99.7 isn't rounded up to 100. */}
      {word}, {format.percent(Math.min(value, 0.99))}
    </span>
  )
}
