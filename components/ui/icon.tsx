const shapes = {
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5L5 15',
  dash: 'M5 10h10',
  clock: 'M10 5v5.5l3.5 2M10 2a8 8 0 100 16 8 8 0 000-16z',
  locked: 'M5 9h10v8H5zM7 9V6.5a3 3 0 016 0V9',
  open: 'M5 9h10v8H5zM7 9V6a3 3 0 015.8-1',
  question: 'M7 7.2A3 3 0 1110.6 10c-.5.3-.6.7-.6 1.5M10 15v.2',
  alert: 'M10 3l8 14H2zM10 8.5v4M10 14.8v.2',
  info: 'M10 9v5M10 6v.2M10 2a8 8 0 100 16 8 8 0 000-16z',
  power: 'M10 2.5v7M5.6 5.2a6.5 6.5 0 108.8 0',
  signal: 'M3 8a10 10 0 0114 0M5.5 11a6.5 6.5 0 019 0M8 14a3 3 0 014 0M10 16.6v.1',
  keypad:
    'M5 4.5v.1M10 4.5v.1M15 4.5v.1M5 9.5v.1M10 9.5v.1M15 9.5v.1M5 14.5v.1M10 14.5v.1M15 14.5v.1',
  phone: 'M6 2h8v16H6zM9 15.5h2',
  onward: 'M8 4l6 6-6 6',
  back: 'M3.5 7.5h8.5a4 4 0 010 8H8M7 4L3.5 7.5 7 11',
  yes: 'M10 2a8 8 0 100 16 8 8 0 000-16zM6.5 10.3l2.4 2.4 4.6-5.2',
  no: 'M10 2a8 8 0 100 16 8 8 0 000-16zM6.5 10h7',
  card: 'M2.5 5h15v10.5h-15zM2.5 8.8h15M5.5 12.3h3.5',
  flag: 'M5 17.5V3M5 3.3h9.5l-2.5 3.7 2.5 3.7H5',
  key: 'M6.5 8.8a3.4 3.4 0 100 6.8 3.4 3.4 0 000-6.8zM9 10l7-7M13.5 5.5L16 8',
  people:
    'M7.5 4a3 3 0 100 6 3 3 0 000-6zM2 16.5a5.5 5.5 0 0111 0M13.5 4.3a3 3 0 010 5.4M15 11.9a5.5 5.5 0 013 4.6',
  message: 'M3 4h14v9.5H8.5L4.5 17v-3.5H3z',
  call: 'M4 3h3.5l1.2 4-2 1.5a11 11 0 004.8 4.8l1.5-2 4 1.2V16a1.3 1.3 0 01-1.4 1.2A13.5 13.5 0 012.8 4.4 1.3 1.3 0 014 3z',
  mail: 'M2.5 4.5h15v11h-15zM2.5 5.5L10 11l7.5-5.5',
  sheet: 'M5 2.5h7l3.5 3.5v11.5H5zM11.5 2.5V6.5H15.5M7.5 10.5h5M7.5 13.5h5',
} as const

export type IconName = keyof typeof shapes

/**
 * A drawn shape beside words that say the same: hidden from screen readers. Its size and look are attributes, too, for
 * browsers that pass over our styles: without them it would be as wide as the page, and black.
 */
export function Icon({ name, className = 'size-5' }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      <path d={shapes[name]} />
    </svg>
  )
}
