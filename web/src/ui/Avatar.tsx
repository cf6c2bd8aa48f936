import { cn } from './cn'

/** First letters of the first and the last word; grapheme-safe for any script. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const picked = words.length > 1 ? [words[0], words.at(-1)] : [words[0]]
  return picked.map((word) => [...(word ?? '?')][0]?.toLocaleUpperCase() ?? '?').join('')
}

const SIZES = { sm: 'size-6 text-[0.6875rem]', md: 'size-8 text-sm' }

/** Initials. The name itself stands beside it, so this says nothing to screen readers. */
export function Avatar({
  name,
  size = 'md',
  className,
}: {
  name: string
  size?: keyof typeof SIZES
  className?: string
}) {
  return (
    <span
      aria-hidden
      className={cn(
        'inline-flex shrink-0 items-center justify-center rounded-full bg-selected font-medium text-fg select-none',
        SIZES[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  )
}
