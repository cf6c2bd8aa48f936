import { useCallback, useState } from 'react'

function read(name: string): string {
  try {
    return sessionStorage.getItem(`ringdesk.draft.${name}`) ?? ''
  } catch {
    return ''
  }
}

/**
 * Text that survives a reload, a lost session and a walk to another page in this tab.
 * `name` says what it is for, as in `reply:12`; clear it when it is sent.
 */
export function useDraft(name: string): [text: string, setText: (text: string) => void] {
  const [state, setState] = useState(() => ({ name, text: read(name) }))
  // Another ticket, another draft: taken over while rendering, so that no wrong text is ever shown.
  if (state.name !== name) setState({ name, text: read(name) })
  const setText = useCallback(
    (text: string) => {
      setState({ name, text })
      try {
        if (text) sessionStorage.setItem(`ringdesk.draft.${name}`, text)
        else sessionStorage.removeItem(`ringdesk.draft.${name}`)
      } catch {
        // It still lives as long as the component.
      }
    },
    [name],
  )
  return [state.name === name ? state.text : read(name), setText]
}

/** At sign-out: the next person on this computer must not find them. */
export function clearDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) {
      if (key.startsWith('ringdesk.draft.')) sessionStorage.removeItem(key)
    }
  } catch {
    // Nothing was stored then.
  }
}
