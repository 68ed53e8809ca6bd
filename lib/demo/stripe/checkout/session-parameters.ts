import { z } from 'zod'
import { invalid } from '#lib/demo/stripe/api/api-error.ts'
import {
  boolean,
  emailAddress,
  httpUrl,
  integer,
  metadata,
  text,
} from '#lib/demo/stripe/api/parameters.ts'
import { chargeFault, isKnownCurrency, knownCurrencies } from '#lib/demo/stripe/objects/currency.ts'
import { eligibleMethods, isKnownMethod } from '#lib/demo/stripe/objects/payment-methods.ts'

const locales =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  )

const priceData = z.strictObject({
  currency: text.toLowerCase(),
  unit_amount: integer,
  product_data: z.strictObject({
    name: text,
    description: text.optional(),
    metadata: metadata.optional(),
  }),
})

// Stripe: at most 22 characters with the prefix, no < > \ ' " *, at least one letter, Latin only.
const descriptor = text
  .max(22)
  .refine((value) => /^[ -~]*[a-z][ -~]*$/i.test(value) && !/[<>\\'"*]/.test(value), {
    error:
      'The statement descriptor must be Latin, contain at least one letter and none of < > \\ \' " *.',
  })

const voucherLife = (most: number) =>
  z.strictObject({ expires_after_days: integer.pipe(z.int().min(1).max(most)).optional() })

/** What `POST /v1/checkout/sessions` takes, as far as the sandbox does it. */
export const sessionParameters = z.strictObject({
  mode: z.enum(['payment']),
  ui_mode: z.enum(['hosted_page']).optional(),
  allowed_payment_method_types: z.array(text).min(1).optional(),
  adaptive_pricing: z.strictObject({ enabled: boolean }).optional(),
  line_items: z
    .array(z.strictObject({ quantity: integer, price_data: priceData }))
    .min(1)
    .max(100),
  client_reference_id: text.max(200).optional(),
  customer_email: emailAddress.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  submit_type: z.enum(['auto', 'pay']).optional(),
  locale: z.enum(locales).optional(),
  metadata: metadata.optional(),
  payment_intent_data: z
    .strictObject({
      metadata: metadata.optional(),
      description: text.optional(),
      receipt_email: emailAddress.optional(),
      statement_descriptor: descriptor.optional(),
      statement_descriptor_suffix: descriptor.optional(),
      capture_method: z.enum(['automatic', 'automatic_async']).optional(),
    })
    .optional(),
  payment_method_options: z
    .strictObject({
      oxxo: voucherLife(7).optional(),
      boleto: voucherLife(60).optional(),
      konbini: voucherLife(60).optional(),
    })
    .optional(),
  expires_at: integer.optional(),
  success_url: httpUrl,
  cancel_url: httpUrl.optional(),
})

export type SessionParameters = z.infer<typeof sessionParameters>

/** What follows from valid parameters: how much, in which currency, by which methods, until when (seconds). */
export type Agreed = { total: number; currency: string; methods: string[]; expiresAt: number }

export type Circumstances = {
  /** In seconds. */
  createdAt: number
  /** Where the account is. */
  country: string
}

/** Checks what no single parameter shows; throws Stripe's error. */
export function agree(
  parameters: SessionParameters,
  { createdAt, country }: Circumstances,
): Agreed {
  const { currency, total } = totalOf(parameters)
  const allowed = parameters.allowed_payment_method_types ?? ['card']
  allowed.forEach((method, index) => {
    if (!isKnownMethod(method))
      throw invalid(
        `allowed_payment_method_types[${index}]`,
        `Invalid allowed_payment_method_types[${index}]: ${method}`,
      )
  })
  const methods = eligibleMethods(allowed, { currency, amount: total, country })
  if (methods.length === 0)
    throw invalid(
      'allowed_payment_method_types',
      `No valid payment method types for this Checkout Session in ${currency}.`,
    )
  if (
    parameters.payment_intent_data?.statement_descriptor &&
    methods.every((method) => method === 'card')
  )
    throw invalid(
      'payment_intent_data[statement_descriptor]',
      'The `statement_descriptor` parameter is not supported for card charges; set `statement_descriptor_suffix` instead.',
    )
  return { total, currency, methods, expiresAt: expiryOf(parameters, createdAt) }
}

function totalOf({ line_items }: SessionParameters): { currency: string; total: number } {
  const currency = line_items[0]?.price_data.currency ?? ''
  let total = 0
  line_items.forEach(({ quantity, price_data }, index) => {
    const at = `line_items[${index}]`
    if (!isKnownCurrency(price_data.currency))
      throw invalid(
        `${at}[price_data][currency]`,
        `Invalid currency: ${price_data.currency}. Stripe currently supports these currencies: ${knownCurrencies()}`,
      )
    if (price_data.currency !== currency)
      throw invalid('line_items', 'All line items must have the same currency.')
    if (quantity < 1)
      throw invalid(
        `${at}[quantity]`,
        'This value must be greater than or equal to 1.',
        'parameter_invalid_integer',
      )
    if (price_data.unit_amount < 0)
      throw invalid(
        `${at}[price_data][unit_amount]`,
        'This value must be greater than or equal to 0.',
        'parameter_invalid_integer',
      )
    total += quantity * price_data.unit_amount
  })
  const fault = chargeFault(total, currency)
  if (fault) throw invalid('line_items[0][price_data][unit_amount]', fault.message, fault.code)
  return { currency, total }
}

function expiryOf({ expires_at }: SessionParameters, createdAt: number): number {
  const day = 24 * 3600
  if (expires_at === undefined) return createdAt + day
  if (expires_at > createdAt + day)
    throw invalid(
      'expires_at',
      'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
    )
  if (expires_at < createdAt + 30 * 60)
    throw invalid(
      'expires_at',
      'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
    )
  return expires_at
}
