import { useEffect, useEffectEvent } from 'react'
import { type Command, registerCommand } from '@/services/commands'

/**
 * Offers a command in the palette and by its key for as long as the component is shown.
 * Pass null while it makes no sense (no ticket is open, say).
 */
export function useCommand(command: Command | null): void {
  const run = useEffectEvent(() => command?.run())
  const search = useEffectEvent((text: string) => command?.search?.(text))
  const { id, label, key, group, hidden } = command ?? { id: '', label: '' }
  const searches = command?.search !== undefined
  useEffect(() => {
    if (!id) return
    return registerCommand({
      id,
      label,
      key,
      group,
      hidden,
      run: () => run(),
      search: searches ? (text) => search(text) : undefined,
    })
  }, [id, label, key, group, hidden, searches])
}
