/** Text in pieces: what is an address of the web becomes a link, all else stays text. */
export type Piece = { text: string; href?: string }

const ADDRESS = /https?:\/\/[^\s<>"'`\u2028\u2029]+/giu
const TRAILING = /[.,;:!?)\]}…»”’]+$/u

/** Only http and https, whatever it was written as. */
export function safeAddress(given: string, base: string = location.origin): string | null {
  try {
    const url = new URL(given, base)
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null
  } catch {
    return null
  }
}

export function linked(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const found of text.matchAll(ADDRESS)) {
    let address = found[0]
    // A closing bracket belongs to the address only if its opening one does.
    const end = TRAILING.exec(address)?.[0] ?? ''
    address = address.slice(0, address.length - end.length)
    if (end.startsWith(')') && address.includes('(')) address += ')'
    const href = safeAddress(address)
    if (!href) continue
    if (found.index > at) pieces.push({ text: text.slice(at, found.index) })
    pieces.push({ text: address, href })
    at = found.index + address.length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}
