import type { Switch } from '#lib/demo/world/part.ts'
import type { Store } from '#lib/demo/world/store.ts'

const levers = [
  {
    name: 'stripe.webhooks',
    label: 'Stripe: webhooks',
    options: [
      { value: 'normal', label: 'Normal' },
      { value: 'delayed', label: '20 seconds late' },
      { value: 'lost', label: 'Lost' },
      { value: 'doubled', label: 'Doubled' },
      { value: 'reversed', label: 'In reverse order' },
      { value: 'wrong_signature', label: 'Wrong signature' },
    ],
  },
  {
    name: 'stripe.version',
    label: 'Stripe: endpoint’s API version',
    options: [
      { value: 'current', label: 'Current: refund.*' },
      { value: 'older', label: 'Older: charge.refunded, charge.refund.updated' },
    ],
  },
  {
    name: 'stripe.api',
    label: 'Stripe: API',
    options: [
      { value: 'normal', label: 'Normal' },
      { value: 'down', label: 'Down (503)' },
      { value: 'slow', label: 'Slow (5 seconds)' },
      { value: 'fails_after', label: 'Does the work, answers 500' },
    ],
  },
  {
    name: 'stripe.amounts',
    label: 'Stripe: amount paid',
    options: [
      { value: 'exact', label: 'As asked' },
      { value: 'one_less', label: 'One unit less than asked' },
    ],
  },
  {
    name: 'stripe.checkout',
    label: 'Stripe: payment pages',
    options: [
      { value: 'opened', label: 'Opened' },
      { value: 'refused', label: 'Refused: way of paying not activated (400)' },
      { value: 'forbidden', label: 'Refused: account may not charge (403)' },
      { value: 'kept_open', label: 'Opened, not closed: the key may not (403)' },
    ],
  },
  {
    name: 'stripe.reading',
    label: 'Stripe: disputes and events',
    options: [
      { value: 'allowed', label: 'Can be read' },
      { value: 'forbidden', label: 'Refused: the key may not read them (403)' },
    ],
  },
  {
    name: 'stripe.payouts',
    label: 'Stripe: payouts',
    options: [
      { value: 'arrive', label: 'Arrive at the bank' },
      { value: 'fail', label: 'Fail: the account is closed' },
      { value: 'fail_late', label: 'Arrive, then fail' },
    ],
  },
  {
    name: 'stripe.refunds',
    label: 'Stripe: refunds',
    options: [
      { value: 'made', label: 'Made' },
      { value: 'short', label: 'Made, waiting for the balance (pending)' },
      { value: 'unaffordable', label: 'Refused: too little in the balance (402)' },
      { value: 'forbidden', label: 'Refused: the key may not refund (403)' },
    ],
  },
] as const

type Lever = (typeof levers)[number]
type ValueOf<N extends Lever['name']> = Extract<Lever, { name: N }>['options'][number]['value']

export type Switches = {
  value<N extends Lever['name']>(name: N): ValueOf<N>
  list(): Switch[]
  turn(name: string, value: string): Promise<void>
}

/** The sandbox's levers; where they stand survives a restart. */
export function stripeSwitches(store: Store): Switches {
  const standing = new Map<string, string>()
  for (const { name, options } of levers) {
    const kept = store.get<{ value: string }>('stripe.switch', name)?.value
    standing.set(
      name,
      options.some(({ value }) => value === kept) && kept ? kept : options[0].value,
    )
  }
  return {
    value: <N extends Lever['name']>(name: N) => standing.get(name) as ValueOf<N>,
    list: () =>
      levers.map(({ name, label, options }) => ({
        name,
        label,
        value: standing.get(name) ?? options[0].value,
        options: options.map((option) => ({ ...option })),
      })),
    async turn(name, value) {
      const lever = levers.find((each) => each.name === name)
      if (!lever?.options.some((option) => option.value === value))
        throw new Error(`There is no switch ${name} with the value ${value}`)
      standing.set(name, value)
      await store.put('stripe.switch', name, { value })
    },
  }
}
