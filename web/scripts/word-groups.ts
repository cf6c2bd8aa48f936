/** Sections of the catalogues that the shell needs before any page is there. */
const FIRST = new Set([
  'app',
  'commands',
  'errors',
  'fields',
  'live',
  'nav',
  'notFound',
  'roles',
  'ui',
  'validation',
])
/** Sections that are nearly always needed together come in one file; any other has a file of its own. */
const TOGETHER: Record<string, readonly string[]> = {
  desk: ['history', 'thread', 'ticket', 'tickets', 'views'],
  admin: ['numbers', 'people', 'system'],
}

/** The file that a section's words come in. */
export function groupOf(section: string): string {
  if (FIRST.has(section)) return 'first'
  return Object.keys(TOGETHER).find((group) => TOGETHER[group]?.includes(section)) ?? section
}

/** The groups of words that a module shows. Modules that translate nothing only name events and keys alike. */
export function groupsOf(code: string, sections: readonly string[]): string[] {
  if (!/\buseTranslation\b/.test(code)) return []
  const named = new Set([...code.matchAll(/['"`]([\w-]+)\.(?=[\w$])/g)].map((match) => match[1]))
  return [...new Set(sections.filter((section) => named.has(section)).map(groupOf))].filter(
    (group) => group !== 'first',
  )
}
