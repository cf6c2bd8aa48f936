/** Rights are `area:act`; they are shown area by area. */
export interface ScopeArea {
  area: string
  acts: { scope: string; act: string; held: boolean }[]
}

const ACTS = ['read', 'write', 'import']

/** Those the acting person holds, and those the account has, even if one can't give them. */
export function areasOf(mine: readonly string[], theirs: readonly string[]): ScopeArea[] {
  const held = new Set(mine)
  const areas = new Map<string, ScopeArea>()
  for (const scope of new Set([...mine, ...theirs])) {
    const [area = scope, act = ''] = scope.split(':')
    const entry = areas.get(area) ?? { area, acts: [] }
    entry.acts.push({ scope, act, held: held.has(scope) })
    areas.set(area, entry)
  }
  const place = (act: string) => (ACTS.includes(act) ? ACTS.indexOf(act) : ACTS.length)
  for (const entry of areas.values()) entry.acts.sort((a, b) => place(a.act) - place(b.act))
  return [...areas.values()].sort((a, b) => a.area.localeCompare(b.area))
}

export function toggled(scopes: readonly string[], scope: string, on: boolean): string[] {
  const without = scopes.filter((each) => each !== scope)
  return (on ? [...without, scope] : without).sort()
}

export const same = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join()

const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789'

/** Four groups of five letters that aren't mixed up when read aloud: 98 bits. */
export function newPassword(
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (b) => crypto.getRandomValues(b),
): string {
  const bytes = random(new Uint8Array(20))
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length])
  return [0, 5, 10, 15].map((from) => letters.slice(from, from + 5).join('')).join('-')
}
