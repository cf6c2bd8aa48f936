import { useEffect, useState } from 'preact/hooks'
import { type State, store } from '../state'

/** The panel's state; drawn anew with every change of it. */
export function usePanel(): State {
  const [state, setState] = useState(store.get())
  useEffect(() => {
    const take = () => setState(store.get())
    take()
    return store.subscribe(take)
  }, [])
  return state
}
