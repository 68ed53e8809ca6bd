import type { IconName } from './icon.tsx'

export type Tone = 'good' | 'wait' | 'bad' | 'plain'

export const toneLooks: Record<Tone, string> = {
  good: 'bg-good-wash text-good',
  wait: 'bg-wait-wash text-wait',
  bad: 'bg-bad-wash text-bad',
  plain: 'bg-accent-wash text-accent-text',
}

export const toneIcons: Record<Tone, IconName> = {
  good: 'check',
  wait: 'clock',
  bad: 'alert',
  plain: 'info',
}
