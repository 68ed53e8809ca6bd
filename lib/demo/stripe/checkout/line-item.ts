import type Stripe from 'stripe'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import { whole } from '#lib/demo/stripe/objects/whole.ts'

// On the wire a Decimal is text; the SDK makes it a Decimal.
export type Price = Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string }
export type LineItem = Omit<Stripe.LineItem, 'price'> & { price: Price }

type LineItemRequest = {
  name: string
  currency: string
  unitAmount: number
  quantity: number
  createdAt: number
}

/** A line of a Checkout Session with a price made for it. `createdAt` in seconds. */
export function lineItem({
  name,
  currency,
  unitAmount,
  quantity,
  createdAt,
}: LineItemRequest): LineItem {
  const total = unitAmount * quantity
  return whole<LineItem>({
    id: newId('li_'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency,
    description: name,
    discounts: undefined,
    taxes: undefined,
    metadata: {},
    price: price({ currency, unitAmount, createdAt }),
    quantity,
  })
}

function price({
  currency,
  unitAmount,
  createdAt,
}: Pick<LineItemRequest, 'currency' | 'unitAmount' | 'createdAt'>): Price {
  return whole<Price>({
    id: newId('price_'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: createdAt,
    currency,
    currency_options: undefined,
    deleted: undefined,
    tiers: undefined,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: newId('prod_', 14),
    recurring: null,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unitAmount,
    unit_amount_decimal: String(unitAmount),
  })
}
