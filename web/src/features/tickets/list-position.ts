/**
 * How far a list has to be scrolled so that what one reads stays where it is, when rows above came
 * or went. `ids` are the rows before and after; the anchor is the first one in view.
 */
export function keptOffset(
  before: readonly number[],
  after: readonly number[],
  scrollTop: number,
  rowHeight: number,
): { offset: number; added: number } {
  const first = Math.floor(scrollTop / rowHeight)
  const places = new Map(after.map((id, index) => [id, index]))
  // If the first one in view has gone itself, the next one that is still there.
  for (let index = first; index < before.length; index++) {
    const now = places.get(before[index] as number)
    if (now !== undefined) {
      const known = new Set(before)
      const added = after.slice(0, now).filter((id) => !known.has(id)).length
      return { offset: scrollTop + (now - first) * rowHeight, added }
    }
  }
  return { offset: scrollTop, added: 0 }
}
