import { ApiError } from './api-error.ts'

/** What a restricted key is given rights to, as Stripe's dashboard calls it, and as its refusals do. */
const names = {
  'Checkout Sessions': 'checkout_session',
  PaymentIntents: 'payment_intent',
  PaymentMethods: 'payment_method',
  'Charges and Refunds': 'charge',
  Disputes: 'dispute',
  'Early fraud warnings': 'early_fraud_warning',
  Events: 'event',
  'Balance transactions': 'balance_transaction',
  Payouts: 'payout',
  Account: 'accounts_kyc_basic',
} as const

export type Resource = keyof typeof names
/** To write includes to read. */
export type Right = `${Resource}: ${'read' | 'write'}`

// Whose objects stand behind a property that can be expanded.
const behind: Record<string, Resource> = {
  balance_transaction: 'Balance transactions',
  balance_transactions: 'Balance transactions',
  charge: 'Charges and Refunds',
  dispute: 'Disputes',
  failure_balance_transaction: 'Balance transactions',
  latest_charge: 'Charges and Refunds',
  line_items: 'Checkout Sessions',
  payment_intent: 'PaymentIntents',
  payment_method: 'PaymentMethods',
  refunds: 'Charges and Refunds',
}

/** What a request needs that expands `paths`: the right of its own, and that to read every object on the way. */
export function rightsFor(own: Right, paths: readonly string[]): Right[] {
  const expanded = paths
    .flatMap((path) => path.split('.'))
    .flatMap((property): Right[] => {
      const resource = behind[property]
      return resource ? [`${resource}: read`] : []
    })
  return [own, ...expanded]
}

/** Refuses what the key may not do, before anything is done. Throws Stripe's error. */
export function requireRights(needed: readonly Right[], isGiven: (right: Right) => boolean): void {
  const lacking = needed.find((right) => !isGiven(right) && !isGiven(toWrite(right)))
  if (!lacking) return
  const [resource, access] = lacking.split(': ') as [Resource, string]
  throw new ApiError(403, {
    message: `The provided key does not have the required permissions for this endpoint. Having the 'rak_${names[resource]}_${access}' permission would allow this request to continue.`,
    code: 'more_permissions_required',
  })
}

function toWrite(right: Right): Right {
  return right.replace(/read$/, 'write') as Right
}
