import { useChatsLive } from './live'

/** In the shell for as long as somebody is signed in who has chats, on whatever page. */
export default function ChatsLive() {
  useChatsLive()
  return null
}
