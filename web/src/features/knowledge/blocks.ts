/**
 * Markdown as plain data: headings, paragraphs, lists, quotes, code, emphasis, links. There is no HTML in
 * it, neither in nor out: whatever looks like HTML is text, and a link leads to the web or a mailbox.
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'strong' | 'em'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }

export type Block =
  | { kind: 'heading'; level: number; children: Inline[] }
  | { kind: 'paragraph' | 'quote'; children: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }

const DEEPEST = 4
const PIECE =
  /`([^`\n]+)`|!?\[([^\][\n]{0,500})\]\(([^()\s]{1,2000})\)|\*\*([^*\n]+)\*\*|__([^_\n]+)__|\*([^*\n]+)\*|(?<!\w)_([^_\n]+)_(?!\w)|(https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]}])/

/** Only what a reader may be led to. */
export function safeHref(given: string): string | null {
  if (/^\/(?!\/|\\)/.test(given)) return given
  if (!URL.canParse(given)) return null
  return ['http:', 'https:', 'mailto:'].includes(new URL(given).protocol) ? given : null
}

export function inlines(text: string, depth = 0): Inline[] {
  const found: Inline[] = []
  let rest = text
  while (rest) {
    const match = depth < DEEPEST ? PIECE.exec(rest) : null
    if (!match) break
    if (match.index > 0) found.push({ kind: 'text', text: rest.slice(0, match.index) })
    found.push(piece(match, depth))
    rest = rest.slice(match.index + match[0].length)
  }
  if (rest) found.push({ kind: 'text', text: rest })
  return found
}

function piece(match: RegExpExecArray, depth: number): Inline {
  const [whole, code, label, address, strong, strongToo, em, emToo, plain] = match
  if (code !== undefined) return { kind: 'code', text: code }
  const href = address ?? plain
  if (href !== undefined) {
    const safe = safeHref(href)
    if (safe === null) return { kind: 'text', text: label || whole }
    return { kind: 'link', href: safe, children: [{ kind: 'text', text: label || href }] }
  }
  const bold = strong ?? strongToo
  if (bold !== undefined) return { kind: 'strong', children: inlines(bold, depth + 1) }
  return { kind: 'em', children: inlines(em ?? emToo ?? '', depth + 1) }
}

const HEADING = /^(#{1,6})\s+(.*?)\s*#*$/
const BULLET = /^\s{0,3}[-*+]\s+(.*)$/
const NUMBER = /^\s{0,3}\d{1,9}[.)]\s+(.*)$/
const QUOTE = /^\s{0,3}>\s?(.*)$/
const FENCE = /^\s{0,3}(`{3,}|~{3,})/
const RULE = /^\s{0,3}([-*_])(\s*\1){2,}\s*$/

export function blocks(text: string): Block[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const found: Block[] = []
  let at = 0
  const gather = (pattern: RegExp): string[] => {
    const taken: string[] = []
    for (let match = pattern.exec(lines[at] ?? ''); match; match = pattern.exec(lines[at] ?? '')) {
      taken.push(match[1] ?? '')
      at += 1
    }
    return taken
  }
  while (at < lines.length) {
    const line = lines[at] ?? ''
    const fence = FENCE.exec(line)?.[1]
    const heading = HEADING.exec(line)
    if (!line.trim()) at += 1
    else if (fence) {
      const end = lines.findIndex((each, nr) => nr > at && each.trim().startsWith(fence))
      const last = end < 0 ? lines.length : end
      found.push({ kind: 'code', text: lines.slice(at + 1, last).join('\n') })
      at = last + 1
    } else if (heading) {
      found.push({ kind: 'heading', level: heading[1]?.length ?? 1, children: inlines(heading[2] ?? '') })
      at += 1
    } else if (RULE.test(line)) {
      found.push({ kind: 'rule' })
      at += 1
    } else if (BULLET.test(line) || NUMBER.test(line)) {
      const ordered = !BULLET.test(line)
      const items = gather(ordered ? NUMBER : BULLET).map((item) => inlines(item))
      found.push({ kind: 'list', ordered, items })
    } else if (QUOTE.test(line)) {
      found.push({ kind: 'quote', children: inlines(gather(QUOTE).join('\n')) })
    } else {
      const taken: string[] = []
      while (at < lines.length && continues(lines[at] ?? '')) {
        taken.push(lines[at] ?? '')
        at += 1
      }
      found.push({ kind: 'paragraph', children: inlines(taken.join('\n')) })
    }
  }
  return found
}

function continues(line: string): boolean {
  if (!line.trim()) return false
  return ![FENCE, HEADING, RULE, BULLET, NUMBER, QUOTE].some((pattern) => pattern.test(line))
}
