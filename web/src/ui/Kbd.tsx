const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)

const NAMES: Record<string, string> = {
  mod: mac ? '⌘' : 'Ctrl',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
}

/** A key or a sequence: `r`, `mod+k`, `g i`. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1" dir="ltr">
      {keys.split(' ').flatMap((step) =>
        step.split('+').map((key) => (
          <kbd
            key={`${step}-${key}`}
            className="inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-line bg-bg px-1 font-sans text-sm text-muted"
          >
            {NAMES[key.toLowerCase()] ?? key}
          </kbd>
        )),
      )}
    </span>
  )
}
