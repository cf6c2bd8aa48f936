const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  menu: 'M5 12h.01M12 12h.01M19 12h.01',
  back: 'M15 5l-7 7 7 7',
  send: 'M4 12l16-8-6 17-3-7z',
  attach: 'M20 11l-8.6 8.6a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7l-8.6 8.6a1.7 1.7 0 0 1-2.4-2.4L14.6 7',
  person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0',
  phone: 'M6 3h4l2 5-2.5 1.5a11 11 0 0 0 5 5L16 12l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z',
  video: 'M3 7h12v10H3zM15 11l6-4v10l-6-4z',
  screen: 'M3 5h18v12H3zM8 21h8M12 17v4',
  mic: 'M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3',
  micOff: 'M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3M4 4l16 16',
  file: 'M7 3h7l4 4v14H7zM14 3v4h4',
  hangUp: 'M3 15c5-6 13-6 18 0l-3 3-4-2v-3a12 12 0 0 0-4 0v3l-4 2z',
} as const

export type IconName = keyof typeof PATHS

/** Beside words or on a button that has a label: never alone. */
export function Icon({ name }: { name: IconName }) {
  const turns = name === 'back' || name === 'send'
  const more = turns ? ' turns' : name === 'menu' ? ' thick' : ''
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" class={`icon${more}`}>
      <path d={PATHS[name]} />
    </svg>
  )
}
