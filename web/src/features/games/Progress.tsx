import { useFormat } from '@/hooks/useFormat'

/** So much of so many, as a bar and as words. */
export function Progress({ label, value, target }: { label: string; value: number; target: number }) {
  const format = useFormat()
  return (
    <div className="flex items-center gap-3">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={Math.min(value, target)}
        aria-valuemin={0}
        aria-valuemax={target}
        className="h-1.5 min-w-0 flex-1 overflow-hidden rounded-full bg-hover"
      >
        <div
          className={value >= target ? 'h-full bg-good' : 'h-full bg-accent'}
          style={{ width: `${Math.min(100, (100 * value) / target)}%` }}
        />
      </div>
      <span className="text-sm whitespace-nowrap text-muted">
        {format.number(value)} / {format.number(target)}
      </span>
    </div>
  )
}
