/** Seconds as a clock shows them: "4:05", "1:02:03". */
export { clock } from '@/features/chats/events'
