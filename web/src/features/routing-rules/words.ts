import { useTranslation } from 'react-i18next'
import { useFormat } from '@/hooks/useFormat'
import { type Conditions, type FieldName, linesOf, VALUES } from './conditions'

/** A value as people call it, where all values of its field are known. */
export function useValueText() {
  const { t } = useTranslation()
  return (field: FieldName, value: string): string => {
    if (!VALUES[field]?.includes(value)) return value
    if (field === 'priority') return t(`leads.priority.${value}`)
    return field === 'status' ? t(`leads.stage.${value}`) : t(`leads.dialStatus.${value}`)
  }
}

/** "Source is website and Score is at least 50". */
export function useConditionText() {
  const { t } = useTranslation()
  const format = useFormat()
  const valueText = useValueText()
  return (conditions: Conditions): string => {
    const lines = linesOf(conditions)
    if (lines.length === 0) return t('routingRules.always')
    return format.list(
      lines.map(({ field, operator, value }) => {
        const name = t(`routingRules.field.${field}`)
        if (operator === 'exists') {
          return `${name} ${value === 'true' ? t('routingRules.given') : t('routingRules.notGiven')}`
        }
        const values = value.split(', ').map((each) => valueText(field, each))
        return `${name} ${t(`routingRules.operator.${operator}`)} ${values.join(', ')}`
      }),
    )
  }
}
