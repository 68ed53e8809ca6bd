import type { EventReason } from '#lib/domain/money/event-reason.ts'
import type { MoneyNamed } from '#lib/gateways/psp/port.ts'

/** What came of something that the provider told us. */
export type Applied =
  | { outcome: 'applied' }
  | { outcome: 'ignored'; reason?: EventReason }
  | { outcome: 'set_aside'; reason: EventReason }
  /** Speaks of something not recorded yet: the provider does not keep the order. */
  | { outcome: 'not_yet'; reason: EventReason; about?: MoneyNamed }
  /** Only the provider can say what has become of this money. */
  | { outcome: 'ask'; about: MoneyNamed }
