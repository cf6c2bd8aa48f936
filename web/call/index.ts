/** Calls in the browser: no framework, no dependency. Import it lazily: a page without a call needs none of it. */
export * from './call'
export * from './devices'
export * from './protocol'
export * from './quality'
export * from './recorder'
