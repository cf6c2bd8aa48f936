import { render } from 'preact'
import { App } from './App'
import '../panel.css'

export function mount(root: HTMLElement, leave: () => void): void {
  render(<App leave={leave} />, root)
}
