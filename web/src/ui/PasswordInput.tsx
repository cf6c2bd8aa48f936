import { Eye, EyeOff } from 'lucide-react'
import { type ComponentProps, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './Button'
import { Input } from './Input'

export function PasswordInput(props: Omit<ComponentProps<'input'>, 'type'>) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  return (
    <div className="relative">
      <Input
        {...props}
        type={shown ? 'text' : 'password'}
        className="pe-9 pointer-coarse:pe-12"
        spellCheck={false}
      />
      <IconButton
        label={shown ? t('ui.hidePassword') : t('ui.showPassword')}
        aria-pressed={shown}
        onClick={() => setShown(!shown)}
        className="absolute end-0 top-0"
      >
        {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
      </IconButton>
    </div>
  )
}
