import { useSession } from '@/features/session/context'
import { Checkbox } from '@/ui'
import { inOrder, useScopeWords } from './words'

/** Rights in plain words. Only those that one holds can be ticked. */
export function ScopeList({
  legend,
  value,
  onChange,
}: {
  legend: string
  value: string[]
  onChange: (scopes: string[]) => void
}) {
  const words = useScopeWords()
  const { scopes: mine } = useSession()
  const shown = inOrder([...new Set([...mine, ...value])])
  return (
    <fieldset className="flex flex-col gap-2 pointer-coarse:gap-4">
      <legend className="mb-2 font-medium">{legend}</legend>
      {shown.map((scope) => (
        <Checkbox
          key={scope}
          checked={value.includes(scope)}
          disabled={!mine.includes(scope)}
          label={words(scope)}
          onChange={(on) => onChange(on ? [...value, scope] : value.filter((each) => each !== scope))}
        />
      ))}
    </fieldset>
  )
}
