export const iconNames = [
  'check',
  'cross',
  'dash',
  'clock',
  'locked',
  'open',
  'question',
  'alert',
  'info',
  'power',
  'signal',
  'keypad',
  'phone',
  'back',
  'yes',
  'no',
  'card',
  'flag',
  'key',
  'people',
  'message',
  'call',
  'mail',
  'sheet',
] as const

export type IconName = (typeof iconNames)[number]

/** A shape beside words that say the same: hidden from screen readers. */
export function Icon({ name, className = '' }: { name: IconName; className?: string }) {
  return <span aria-hidden="true" className={`icon icon-${name} ${className}`} />
}
