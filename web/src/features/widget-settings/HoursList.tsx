import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton, Input, Select } from '@/ui'
import { closingTime, toClock } from './draft'
import { DAYS, type Hours } from './queries'

const MOST = 28

export function HoursList({ value, onChange }: { value: Hours[]; onChange: (hours: Hours[]) => void }) {
  const { t } = useTranslation()
  const change = (at: number, to: Partial<Hours>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...to } : one)))
  const after = () => {
    const last = value.at(-1)
    const next = DAYS[(DAYS.indexOf(last?.day ?? 'sun') + 1) % DAYS.length] ?? 'mon'
    onChange([...value, { day: next, opens: last?.opens ?? '09:00', closes: last?.closes ?? '17:00' }])
  }
  return (
    <div className="flex flex-col gap-2">
      {value.length === 0 ? <p className="text-muted">{t('widget.always')}</p> : null}
      <ul className="flex flex-col gap-2">
        {value.map((one, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own
          <li key={index} className="flex flex-wrap items-center gap-2">
            <Select
              aria-label={t('widget.day')}
              className="w-36"
              value={one.day}
              onChange={(day) => change(index, { day })}
              options={DAYS.map((day) => ({ value: day, label: t(`widget.days.${day}`) }))}
            />
            <Input
              type="time"
              aria-label={t('widget.opens')}
              className="w-36"
              value={one.opens}
              onChange={(event) => change(index, { opens: event.target.value })}
            />
            <span aria-hidden>–</span>
            <Input
              type="time"
              aria-label={t('widget.closes')}
              className="w-36"
              value={toClock(one.closes)}
              onChange={(event) => change(index, { closes: closingTime(event.target.value) })}
            />
            <IconButton
              label={t('widget.removeHours')}
              onClick={() => onChange(value.filter((_, other) => other !== index))}
            >
              <X aria-hidden />
            </IconButton>
          </li>
        ))}
      </ul>
      {value.length < MOST ? (
        <Button kind="quiet" className="self-start" onClick={after}>
          <Plus aria-hidden /> {t('widget.addHours')}
        </Button>
      ) : null}
    </div>
  )
}
