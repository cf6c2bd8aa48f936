/** The server's clock, so that "2 minutes ago" is right on a machine whose own clock is off. */
let offset = 0

export function setServerTime(now: string): void {
  const parsed = Date.parse(now)
  if (Number.isFinite(parsed)) {
    const difference = parsed - Date.now()
    // Under two seconds it is the network's delay and the text's whole seconds, not a wrong clock.
    offset = Math.abs(difference) < 2000 ? 0 : difference
  }
}

export function serverNow(): number {
  return Date.now() + offset
}
