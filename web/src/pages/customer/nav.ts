import type { NavEntry } from '@/app/nav'

/** Entries of the rail, in order; see web/README.md. */
export const nav: NavEntry[] = []
