/** Colours that an administrator chose, made readable (WCAG 2.2: 1.4.3 and 1.4.11). */
export type Rgb = readonly [number, number, number]

export function rgbOf(hex: string): Rgb {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!found) return [47, 85, 200]
  return [
    Number.parseInt(found[1] ?? '', 16),
    Number.parseInt(found[2] ?? '', 16),
    Number.parseInt(found[3] ?? '', 16),
  ]
}

export const hexOf = (rgb: Rgb): string =>
  `#${rgb.map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`

/** Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
export function luminance(rgb: Rgb): number {
  const [r, g, b] = rgb.map((one) => {
    const part = one / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

export function contrast(one: Rgb, other: Rgb): number {
  const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** Black or white: one of them always has 4.5:1. */
export function readableOn(ground: Rgb): Rgb {
  const white: Rgb = [255, 255, 255]
  const black: Rgb = [0, 0, 0]
  return contrast(white, ground) >= contrast(black, ground) ? white : black
}

/** The colour, moved towards black or white until it has the contrast with the ground. */
export function madeReadable(colour: Rgb, ground: Rgb, least: number): Rgb {
  const towards = readableOn(ground)
  for (let part = 0; part <= 1; part += 0.05) {
    const mixed = colour.map((one, index) => one + ((towards[index] ?? 0) - one) * part) as unknown as Rgb
    if (contrast(mixed, ground) >= least) return mixed
  }
  return towards
}

export interface Accents {
  /** The ground of buttons and of the header: the colour as it was chosen. */
  accent: string
  onAccent: string
  /** Around it, where the ground alone would not be told from the surface. */
  accentEdge: string
  /** Letters and lines on the surface. */
  accentText: string
}

export function accentsFor(chosen: string, surface: string): Accents {
  const ground = rgbOf(surface)
  const accent = rgbOf(chosen)
  const text = hexOf(madeReadable(accent, ground, 4.6))
  return {
    accent: hexOf(accent),
    onAccent: hexOf(readableOn(accent)),
    accentEdge: contrast(accent, ground) < 3 ? text : hexOf(accent),
    accentText: text,
  }
}
