/** Routes of this part, each with its page loaded when needed; see web/README.md. */
export const customerRoutes = [] as const
