export interface Point {
  id: number
  name: string
  points: string
}

export const MOST_POINTS = 25
let last = 0

export const newPoint = (name = '', points = ''): Point => ({ id: ++last, name, points })
/** The one for any other source stands last. */
export const pointsOf = (given: Record<string, number>): Point[] =>
  Object.entries(given)
    .sort(([a], [b]) => Number(a === '*') - Number(b === '*'))
    .map(([name, points]) => newPoint(name, String(points)))

const asNumber = (text: string) => Number(text.trim().replace(',', '.'))

export function isSound({ name, points }: Point): boolean {
  const value = asNumber(points)
  return name.trim() !== '' && points.trim() !== '' && value >= 0 && value <= MOST_POINTS
}

export const tableOf = (points: readonly Point[]): Record<string, number> =>
  Object.fromEntries(points.map((one) => [one.name.trim(), asNumber(one.points)]))
