import { useTranslation } from 'react-i18next'
import { useFactWords } from '@/hooks/useFactWords'
import { Checkbox, Input, Select } from '@/ui'
import { choicesOf, type Line, wordsOf } from './conditions'
import type { Kind } from './queries'

/** What a condition compares with: chosen where the words are known, else written. */
export function ConditionValue({
  label,
  kind,
  line,
  wrong,
  onChange,
}: {
  label: string
  kind: Kind
  line: Line
  wrong: boolean
  onChange: (value: string) => void
}) {
  const { t } = useTranslation()
  const words = useFactWords()
  const choices = choicesOf(line, kind)
  const chosen = wordsOf(line.value)
  if (kind.fields.find((one) => one.name === line.field)?.kind === 'flag') {
    return (
      <Select
        aria-label={label}
        value={line.value === 'false' ? 'false' : 'true'}
        onChange={onChange}
        options={(['true', 'false'] as const).map((each) => ({
          value: each,
          label: t(`gameSettings.${each}`),
        }))}
      />
    )
  }
  if (choices && line.op === 'in') {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a fieldset within the conditions' own would be read twice
      <div role="group" aria-label={label} className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-1.5">
        {choices.map((each) => (
          <Checkbox
            key={each}
            label={words.word(each)}
            checked={chosen.includes(each)}
            onChange={(on) =>
              onChange(choices.filter((one) => (one === each ? on : chosen.includes(one))).join(', '))
            }
          />
        ))}
      </div>
    )
  }
  if (choices) {
    return (
      <Select
        aria-label={label}
        aria-invalid={wrong || undefined}
        value={line.value || undefined}
        placeholder={t('gameSettings.choose')}
        onChange={onChange}
        options={choices.map((each) => ({ value: each, label: words.word(each) }))}
      />
    )
  }
  return (
    <Input
      aria-label={label}
      aria-invalid={wrong || undefined}
      dir="auto"
      autoComplete="off"
      maxLength={500}
      placeholder={line.op === 'in' ? t('gameSettings.withCommas') : undefined}
      value={line.value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}
