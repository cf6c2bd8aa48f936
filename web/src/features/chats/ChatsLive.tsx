import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { liveState } from '@/services/live'
import { useChatsLive } from './live'

/** In the shell for as long as somebody is signed in who has chats, on whatever page. */
export default function ChatsLive() {
  const client = useQueryClient()
  useChatsLive()
  useEffect(() => {
    // The connection was quicker than this code: what it told meanwhile was heard by nobody.
    if (liveState.get() === 'live') void client.invalidateQueries({ queryKey: ['chats'] })
  }, [client])
  return null
}
