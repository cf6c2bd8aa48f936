import type { Look } from '../shared/protocol'

export interface Parts {
  host: HTMLElement
  launcher: HTMLButtonElement
  frame: HTMLIFrameElement
  dress: (look: Look) => void
  setOpen: (open: boolean) => void
  setUnread: (count: number) => void
}

const STYLE = `
:host { all: initial; }
.box { position: fixed; z-index: 2147483000; inset-block-end: 20px; font: 600 13px/1 system-ui, sans-serif; }
.box[hidden], .badge[hidden], iframe[hidden] { display: none; }
.right { right: 20px; } .left { left: 20px; }
button { all: unset; box-sizing: border-box; display: grid; place-items: center; width: 56px; height: 56px;
  border-radius: 50%; cursor: pointer; background: var(--colour); color: var(--on-colour);
  box-shadow: 0 4px 16px rgb(0 0 0 / .28); transition: transform 120ms; }
button:hover { transform: scale(1.04); }
button:focus-visible { outline: 3px solid var(--on-colour); box-shadow: 0 0 0 6px var(--colour); }
svg { width: 26px; height: 26px; fill: none; stroke: currentcolor; stroke-width: 2; stroke-linecap: round;
  stroke-linejoin: round; grid-area: 1 / 1; }
.shut .cross, .open .bubble { visibility: hidden; }
.badge { position: absolute; inset-block-start: -4px; inset-inline-end: -4px; min-width: 22px; height: 22px;
  padding: 0 6px; box-sizing: border-box; border-radius: 11px; background: #b3261e; color: #fff;
  line-height: 22px; text-align: center; pointer-events: none; font-variant-numeric: tabular-nums;
  box-shadow: 0 0 0 2px #fff; }
iframe { position: fixed; inset-block-end: 88px; border: 0; width: 384px; height: min(640px, calc(100vh - 112px));
  border-radius: 14px; background: transparent; box-shadow: 0 8px 40px rgb(0 0 0 / .28); color-scheme: normal; }
@media (max-width: 480px), (max-height: 480px) {
  iframe { inset: 0; left: 0; right: 0; width: 100%; height: 100%; border-radius: 0; }
  .open button, .open .badge { display: none; }
}
@media (prefers-reduced-motion: reduce) { button { transition: none; } button:hover { transform: none; } }
@media (forced-colors: active) { button { border: 2px solid ButtonText; } }
@media print { .box { display: none; } }
`

const SVG = 'http://www.w3.org/2000/svg'
const BUBBLE =
  'M21 11.5a8.4 8.4 0 0 1-8.5 8.3 8.7 8.7 0 0 1-3.9-.9L3 21l2.1-5.3a8.1 8.1 0 0 1-1-4.2 8.4 8.4 0 0 1 16.9 0z'
const CROSS = 'M6 6l12 12M18 6L6 18'

function icon(name: string, path: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  svg.setAttribute('class', name)
  const line = document.createElementNS(SVG, 'path')
  line.setAttribute('d', path)
  svg.append(line)
  return svg
}

function dressRoot(root: ShadowRoot): void {
  // Made by script, so that the page's style-src has nothing to say about it.
  try {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(STYLE)
    root.adoptedStyleSheets = [sheet]
  } catch {
    const style = document.createElement('style')
    style.textContent = STYLE
    root.append(style)
  }
}

/** Launcher and frame, not yet shown: how they look, and whether they may be here, the panel says. */
export function build(address: string, toggle: () => void): Parts {
  const host = document.createElement('ringdesk-widget')
  const root = host.attachShadow({ mode: 'open' })
  dressRoot(root)
  const box = document.createElement('div')
  box.hidden = true
  box.className = 'box right shut'
  const frame = document.createElement('iframe')
  frame.hidden = true
  frame.allow = 'microphone; camera; display-capture; autoplay; clipboard-write'
  frame.src = address
  const launcher = document.createElement('button')
  launcher.type = 'button'
  launcher.setAttribute('aria-expanded', 'false')
  launcher.addEventListener('click', toggle)
  launcher.append(icon('bubble', BUBBLE), icon('cross', CROSS))
  const badge = document.createElement('span')
  badge.className = 'badge'
  badge.hidden = true
  badge.setAttribute('aria-hidden', 'true')
  box.append(frame, launcher, badge)
  root.append(box)

  let look: Look | null = null
  let open = false
  let unread = 0
  function label(): void {
    if (!look) return
    const closed =
      unread > 0
        ? `${look.openLabel} (${look.unreadLabel.replace('{{count}}', String(unread))})`
        : look.openLabel
    launcher.setAttribute('aria-label', open ? look.closeLabel : closed)
  }

  return {
    host,
    launcher,
    frame,
    dress: (next) => {
      look = next
      host.style.setProperty('--colour', next.colour)
      host.style.setProperty('--on-colour', next.onColour)
      frame.title = next.title
      box.dir = next.rtl ? 'rtl' : 'ltr'
      box.classList.toggle('left', next.position === 'left')
      box.classList.toggle('right', next.position !== 'left')
      frame.className = next.position === 'left' ? 'left' : 'right'
      box.hidden = false
      label()
    },
    setOpen: (next) => {
      open = next
      frame.hidden = !next
      box.classList.toggle('open', next)
      box.classList.toggle('shut', !next)
      launcher.setAttribute('aria-expanded', String(next))
      label()
    },
    setUnread: (count) => {
      unread = count
      badge.textContent = count > 99 ? '99+' : String(count)
      badge.hidden = count === 0
      label()
    },
  }
}
