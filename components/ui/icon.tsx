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
