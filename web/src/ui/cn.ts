import { type ClassValue, clsx } from 'clsx'

/**
 * Which utilities undo each other: the first group whose pattern fits a class names what it sets, and in
 * `also` what else it takes away. The patterns know the classes that this app uses, which `cn.test.ts`
 * holds against tailwind-merge, whose tables of all of Tailwind no visitor needs.
 */
const GROUPS: [set: string, pattern: RegExp, also?: string[]][] = [
  [
    'display',
    /^(block|inline|inline-block|flex|inline-flex|grid|inline-grid|contents|hidden|table|table-cell)$/,
  ],
  ['position', /^(static|fixed|absolute|relative|sticky)$/],
  ['sr', /^(not-)?sr-only$/],
  ['visible', /^(in)?visible$/],
  ['size', /^size-/, ['w', 'h']],
  ['min-w', /^min-w-/],
  ['max-w', /^max-w-/],
  ['min-h', /^min-h-/],
  ['max-h', /^max-h-/],
  ['w', /^w-/],
  ['h', /^h-/],
  ['p', /^p-/, ['px', 'py', 'ps', 'pe', 'pt', 'pb']],
  ['px', /^px-/, ['ps', 'pe']],
  ['py', /^py-/, ['pt', 'pb']],
  ['m', /^-?m-/, ['mx', 'my', 'ms', 'me', 'mt', 'mb']],
  ['mx', /^-?mx-/, ['ms', 'me']],
  ['my', /^-?my-/, ['mt', 'mb']],
  ['gap', /^gap-(?![xy]-)/, ['gap-x', 'gap-y']],
  ['inset', /^-?inset-(?![xy]-)/, ['inset-x', 'inset-y', 'start', 'end', 'top', 'bottom']],
  ['inset-x', /^-?inset-x-/, ['start', 'end']],
  ['inset-y', /^-?inset-y-/, ['top', 'bottom']],
  ['flex-direction', /^flex-(row|col)(-reverse)?$/],
  ['flex-wrap', /^flex-(nowrap|wrap)$/],
  ['flex', /^flex-/, ['basis', 'grow', 'shrink']],
  ['text-align', /^text-(start|center|end)$/],
  ['font-size', /^text-(sm|base|lg|xl|2xl|\[.*\])$/, ['leading']],
  ['text-colour', /^text-/],
  ['font-family', /^font-(mono|sans)$/],
  ['font-weight', /^font-/],
  ['truncate', /^truncate$/],
  ['overflow', /^overflow-(?![xy]-)/, ['overflow-x', 'overflow-y']],
  ['border-style', /^border-(dashed|solid)$/],
  ['border-collapse', /^border-collapse$/],
  ['border-width', /^border$/, ['border-y', 'border-s', 'border-e', 'border-t', 'border-b']],
  ['border-y', /^border-y$/, ['border-t', 'border-b']],
  ['line-clamp', /^line-clamp-/, ['display', 'overflow']],
  ['border-b', /^border-b(-\d)?$/],
  ['border-t', /^border-t(-\d)?$/],
  ['border-s', /^border-s(-\d)?$/],
  ['border-e', /^border-e(-\d)?$/],
  ['border-colour', /^border-/],
  ['bg', /^bg-/],
  ['cursor', /^cursor-/],
  ['whitespace', /^whitespace-/],
  ['decoration', /^(underline|no-underline|line-through)$/],
  ['divide-width', /^divide-[xy]$/],
  ['outline-style', /^outline-none$/],
  ['outline-width', /^outline-\d$/],
  ['outline-offset', /^-?outline-offset-/],
  ['property', /^\[contain-intrinsic-size:/],
]

/** What a class sets when no pattern names it: all before its last dash, "gap-x-2" being of "gap-x". */
function groupOf(name: string): [set: string, also?: string[]] {
  for (const [set, pattern, also] of GROUPS) if (pattern.test(name)) return [set, also]
  const [, set] = name.match(/^-?([a-z]+(?:-[a-z]+)*?)(?:-(?:\d.*|\[.*\]|\(.*\)|[a-z\d]+))?$/) ?? []
  return [set ?? name]
}

/** "md:hover:bg-line" as its conditions and what holds under them. */
function parted(name: string): [conditions: string, base: string] {
  let depth = 0
  let end = 0
  for (let at = 0; at < name.length; at++) {
    const sign = name[at]
    if (sign === '[' || sign === '(') depth++
    else if (sign === ']' || sign === ')') depth--
    else if (sign === ':' && depth === 0) end = at + 1
  }
  return [name.slice(0, end), name.slice(end)]
}

/** Of classes that set the same, the last one. */
function merged(classes: string): string {
  const taken = new Set<string>()
  const kept: string[] = []
  for (const name of classes.split(/\s+/).reverse()) {
    const [conditions, base] = parted(name)
    const [set, also = []] = groupOf(base)
    if (taken.has(conditions + set)) continue
    for (const one of [set, ...also]) taken.add(conditions + one)
    kept.push(name)
  }
  return kept.reverse().join(' ')
}

const known = new Map<string, string>()

/** Class names in one string; of those that undo each other the last one stays, wherever it came from. */
export function cn(...given: ClassValue[]): string {
  const classes = clsx(given)
  let found = known.get(classes)
  if (found === undefined) {
    found = merged(classes)
    known.set(classes, found)
  }
  return found
}
