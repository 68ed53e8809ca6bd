import type { MoneyNamed } from '#lib/gateways/psp/stripe-money-back.ts'

/** What came of something that Stripe told us. */
export type Applied =
  | { outcome: 'applied' }
  | { outcome: 'ignored'; reason?: string }
  | { outcome: 'set_aside'; reason: string }
  /** Speaks of something not recorded yet: Stripe does not keep the order. */
  | { outcome: 'not_yet'; reason: string; about?: MoneyNamed }
  /** Only Stripe can say what has become of this money. */
  | { outcome: 'ask'; about: MoneyNamed }
