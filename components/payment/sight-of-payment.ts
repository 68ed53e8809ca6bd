import type { PhoneSight } from '#components/phone/phone-picture.tsx'
import type { Headline } from '#lib/domain/timeline/timeline.ts'

const sights: Partial<Record<Headline, PhoneSight>> = {
  checking: 'waiting',
  voucher: 'waiting',
  voucher_part: 'waiting',
  voucher_over: 'waiting',
  clearing: 'waiting',
  booking: 'waiting',
  preparing: 'unlocking',
  unlocking: 'unlocking',
  when_online: 'waiting',
  service_down: 'waiting',
  with_person: 'waiting',
  late: 'waiting',
  stopped: 'waiting',
  other_lock: 'locked',
  locked_again: 'locked',
  stays_open: 'open',
  said_open: 'open',
  open_again: 'open',
  unlocked: 'open',
  released: 'open',
}

/** How the phone is drawn beside what a payment has come to; undefined: that says nothing of the phone. */
export function sightOfPayment(headline: Headline): PhoneSight | undefined {
  return sights[headline]
}
