/** What a key of the caller's means: the form of the server's menus (ADR 0040). */
export type Branch =
  | { do: 'queue'; queue_id: number }
  | { do: 'number'; number: string }
  | { do: 'callback' }
  | { do: 'hang_up'; say: string }
  | { do: 'opt_out'; say: string }
  | { do: 'menu'; say: string; keys: Record<string, Branch> }
export interface Menu {
  do: 'menu'
  say: string
  keys: Record<string, Branch>
}

/** One line of the editor. A menu within the menu is kept as it is. */
export interface Line {
  key: string
  does: 'queue' | 'number' | 'callback' | 'hang_up' | 'opt_out' | 'menu'
  /** The queue's id, the number, or the goodbye. */
  what: string
  kept?: Branch
}

export const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'] as const

export function linesOf(menu: Menu | null): Line[] {
  return Object.entries(menu?.keys ?? {}).map(([key, branch]) => ({
    key,
    does: branch.do,
    what:
      branch.do === 'queue'
        ? String(branch.queue_id)
        : branch.do === 'number'
          ? branch.number
          : branch.do === 'hang_up' || branch.do === 'opt_out'
            ? branch.say
            : '',
    ...(branch.do === 'menu' ? { kept: branch } : {}),
  }))
}

function branchOf(line: Line): Branch {
  if (line.does === 'queue') return { do: 'queue', queue_id: Number(line.what) }
  if (line.does === 'number') return { do: 'number', number: line.what.replace(/[^\d+]/g, '') }
  if (line.does === 'hang_up' || line.does === 'opt_out') return { do: line.does, say: line.what.trim() }
  return line.does === 'menu' && line.kept ? line.kept : { do: 'callback' }
}

/** Null without a line: then everybody goes to the number's queue. */
export const menuOf = (say: string, lines: readonly Line[]): Menu | null =>
  lines.length === 0
    ? null
    : {
        do: 'menu',
        say: say.trim(),
        keys: Object.fromEntries(lines.map((line) => [line.key, branchOf(line)])),
      }

export const freeKey = (lines: readonly Line[]): string | undefined =>
  KEYS.find((key) => !lines.some((line) => line.key === key))
