/** The page around us. Only our own parent is heard, and once it has named itself only its origin. */
import { opened, sealed, type ToLoader } from '../shared/protocol'

export type Heard = (message: Record<string, unknown>) => void

export class Frame {
  private origin: string | null = null

  get isFramed(): boolean {
    return window.parent !== window
  }

  /** Our own pages show previews. */
  get isOwn(): boolean {
    return this.origin === location.origin
  }

  listen(heard: Heard): void {
    if (!this.isFramed) return
    window.addEventListener('message', (event) => {
      if (event.source !== window.parent) return
      const message = opened(event.data)
      if (!message) return
      if (this.origin === null) {
        // Who may frame us at all is for the browser to hold (frame-ancestors).
        if (message.type !== 'hello' && message.type !== 'preview') return
        this.origin = event.origin
      }
      if (event.origin === this.origin) heard(message)
    })
    // Says nothing but that we are here, so anybody may hear it.
    window.parent.postMessage(sealed({ type: 'ready' }), '*')
  }

  tell(message: ToLoader): void {
    if (this.origin !== null) window.parent.postMessage(sealed(message), this.origin)
  }
}
