import { useCelebrations } from './live'

/** Hears of one's own levels, badges and challenges wherever one is; it moves nothing. */
export default function Celebrations() {
  useCelebrations()
  return null
}
