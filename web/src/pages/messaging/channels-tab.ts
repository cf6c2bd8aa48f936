/** The tabs of the channels' settings, for the route and the page. */
const TABS = ['providers', 'mailboxes', 'suppressions'] as const
export type ChannelsTab = (typeof TABS)[number]
/** Which of them an address names. */
export const channelsTab = (value: unknown): ChannelsTab | undefined => TABS.find((each) => each === value)
