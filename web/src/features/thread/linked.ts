export interface Part {
  at: number
  text: string
  href?: string
}

const ADDRESS = /https?:\/\/[^\s<>"']+/g
/** A full stop or a bracket after an address belongs to the sentence. */
const TAIL = /[.,;:!?)\]}]+$/

/** A text in plain parts and web addresses. */
export function linked(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const found of text.matchAll(ADDRESS)) {
    const address = found[0].replace(TAIL, '')
    if (!URL.canParse(address)) continue
    if (found.index > from) parts.push({ at: from, text: text.slice(from, found.index) })
    parts.push({ at: found.index, text: address, href: address })
    from = found.index + address.length
  }
  if (from < text.length || parts.length === 0) parts.push({ at: from, text: text.slice(from) })
  return parts
}
