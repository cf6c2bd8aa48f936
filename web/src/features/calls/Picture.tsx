import { useEffect, useRef } from 'react'
import { cn } from '@/ui'

/** What a stream shows. Always without sound: that comes from one place, see `Sound`. */
export function Picture({
  stream,
  label,
  mirrored,
  whole,
  className,
}: {
  stream: MediaStream
  label: string
  mirrored?: boolean
  /** A screen is shown whole, a person fills the frame. */
  whole?: boolean
  className?: string
}) {
  const video = useRef<HTMLVideoElement>(null)
  useEffect(() => {
    if (video.current && video.current.srcObject !== stream) video.current.srcObject = stream
  }, [stream])
  return (
    <video
      ref={video}
      aria-label={label}
      autoPlay
      muted
      playsInline
      className={cn(
        'size-full',
        whole ? 'object-contain' : 'object-cover',
        mirrored && '-scale-x-100',
        className,
      )}
    />
  )
}

/** The other side's voice. Browsers may want a press before anything sounds: `onBlocked` says so. */
export function Sound({
  stream,
  speaker,
  onBlocked,
}: {
  stream: MediaStream
  speaker?: string
  onBlocked: (blocked: boolean) => void
}) {
  const audio = useRef<HTMLAudioElement>(null)
  useEffect(() => {
    const element = audio.current
    if (!element) return
    if (element.srcObject !== stream) element.srcObject = stream
    const play = () => {
      element.play().then(
        () => onBlocked(false),
        (error: unknown) => onBlocked((error as Error).name === 'NotAllowedError'),
      )
    }
    play()
    // The voice may join a stream that is there already.
    stream.addEventListener('addtrack', play)
    return () => stream.removeEventListener('addtrack', play)
  }, [stream, onBlocked])
  useEffect(() => {
    const element = audio.current as (HTMLAudioElement & { setSinkId?: (id: string) => Promise<void> }) | null
    if (speaker) void element?.setSinkId?.(speaker).catch(() => undefined)
  }, [speaker])
  // biome-ignore lint/a11y/useMediaCaption: nobody can caption what is being said right now
  return <audio ref={audio} autoPlay className="hidden" data-testid="call-sound" />
}
