import { type Html, raw } from './html.ts'

const paths = {
  wifi: 'M2 9a15 15 0 0 1 20 0M5.5 12.7a10 10 0 0 1 13 0M9 16.4a5 5 0 0 1 6 0M12 20h.01',
  offline:
    'M3 3l18 18M9 16.4a5 5 0 0 1 6 0M5.5 12.7a10 10 0 0 1 4-2.3M18.5 12.7a10 10 0 0 0-4-2.2M2 9a15 15 0 0 1 5-3.1M22 9a15 15 0 0 0-9-3.9M12 20h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  call: 'M6 3h3l1.6 4.6-2.2 1.7a12 12 0 0 0 6.300 6.300l1.700-2.200L21 15v3a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z',
  mail: 'M3 6h18v12H3zM3 7l9 6 9-6',
  camera:
    'M4 8h4l1.500-2.500h5L16 8h4v11H4zM12 16.500a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400z',
  photos: 'M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.01',
  chat: 'M4 5h16v11H10l-4 4v-4H4z',
  map: 'M12 21s7-6.200 7-11a7 7 0 0 0-14 0c0 4.800 7 11 7 11zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  music:
    'M9 18V6l10-2v12M9 18a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0zM19 16a2.500 2.500 0 1 1-5 0 2.500 2.500 0 0 1 5 0z',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3v4M16 3v4',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7v5l3.500 2',
  browser: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM3 12h18M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18',
  notes: 'M6 3h9l4 4v14H6zM9 10h7M9 14h7M9 18h4',
  shop: 'M5 8h14l-1 12H6zM9 8a3 3 0 0 1 6 0',
  weather: 'M7 18a4 4 0 1 1 .800-7.900A5.500 5.500 0 0 1 18 11.500 3.300 3.300 0 0 1 18 18z',
} as const

export type GlyphName = keyof typeof paths

export function glyph(name: GlyphName): Html {
  return raw(
    `<svg class="glyph" viewBox="0 0 24 24" aria-hidden="true"><path d="${paths[name]}"/></svg>`,
  )
}
