import { keptSwitches, type Switches } from '#lib/demo/world/levers.ts'
import type { Store } from '#lib/demo/world/store.ts'

const levers = {
  'stripe.webhooks': {
    label: 'Stripe: webhooks',
    options: {
      normal: 'Normal',
      delayed: '20 seconds late',
      lost: 'Lost',
      doubled: 'Doubled',
      reversed: 'In reverse order',
      wrong_signature: 'Wrong signature',
    },
  },
  'stripe.version': {
    label: 'Stripe: endpoint’s API version',
    options: {
      current: 'Current: refund.*',
      older: 'Older: charge.refunded, charge.refund.updated',
    },
  },
  'stripe.api': {
    label: 'Stripe: API',
    options: {
      normal: 'Normal',
      down: 'Down (503)',
      slow: 'Slow (5 seconds)',
      fails_after: 'Does the work, answers 500',
    },
  },
  'stripe.amounts': {
    label: 'Stripe: amount paid',
    options: {
      exact: 'As asked',
      one_less: 'One unit less than asked',
    },
  },
  'stripe.checkout': {
    label: 'Stripe: payment pages',
    options: {
      opened: 'Opened',
      refused: 'Refused: way of paying not activated (400)',
      forbidden: 'Refused: account may not charge (403)',
      kept_open: 'Opened, not closed: the key may not (403)',
    },
  },
  'stripe.reading': {
    label: 'Stripe: disputes and events',
    options: {
      allowed: 'Can be read',
      forbidden: 'Refused: the key may not read them (403)',
    },
  },
  'stripe.payouts': {
    label: 'Stripe: payouts',
    options: {
      arrive: 'Arrive at the bank',
      fail: 'Fail: the account is closed',
      fail_late: 'Arrive, then fail',
    },
  },
  'stripe.refunds': {
    label: 'Stripe: refunds',
    options: {
      made: 'Made',
      short: 'Made, waiting for the balance (pending)',
      unaffordable: 'Refused: too little in the balance (402)',
      forbidden: 'Refused: the key may not refund (403)',
    },
  },
} as const

export type StripeSwitches = Switches<typeof levers>

export const stripeSwitches = (store: Store): StripeSwitches => keptSwitches(store, levers)
