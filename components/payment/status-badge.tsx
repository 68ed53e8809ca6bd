import { Badge, type Sign } from '#components/ui/badge.tsx'
import type { Headline } from '#lib/domain/timeline/timeline.ts'

const signs: Record<Headline, Sign> = {
  not_finished: ['wait', 'clock'],
  checking: ['plain', 'clock'],
  voucher: ['wait', 'clock'],
  voucher_part: ['wait', 'alert'],
  voucher_none: ['plain', 'check'],
  voucher_over: ['wait', 'alert'],
  clearing: ['wait', 'clock'],
  failed: ['bad', 'cross'],
  expired: ['plain', 'clock'],
  cancelled: ['plain', 'cross'],
  not_started: ['plain', 'cross'],
  set_aside: ['wait', 'alert'],
  given_back: ['plain', 'check'],
  counts_no_more: ['plain', 'cross'],
  booking: ['plain', 'clock'],
  paid_without_unlock: ['good', 'check'],
  preparing: ['plain', 'locked'],
  unlocking: ['plain', 'locked'],
  when_online: ['plain', 'signal'],
  service_down: ['wait', 'clock'],
  other_lock: ['wait', 'alert'],
  stays_open: ['good', 'open'],
  said_open: ['good', 'open'],
  late: ['wait', 'clock'],
  with_person: ['plain', 'phone'],
  stopped: ['wait', 'alert'],
  unlocked: ['proud', 'open'],
  released: ['proud', 'open'],
  locked_again: ['wait', 'locked'],
  open_again: ['good', 'open'],
}

export function StatusBadge({ headline }: { headline: Headline }) {
  return <Badge sign={signs[headline]} />
}
