import type Stripe from 'stripe'
import { ApiError, invalid, noSuch } from '#lib/demo/stripe/api/api-error.ts'
import { newId } from '#lib/demo/stripe/api/identifiers.ts'
import type { SessionRecord } from '#lib/demo/stripe/books.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import type { EventCause } from '#lib/demo/stripe/webhooks.ts'
import { lineItem } from './line-item.ts'
import { agree, type SessionParameters } from './session-parameters.ts'
import { newSession } from './session-shape.ts'

/** Opens a Checkout Session that can be paid on its hosted page until it expires. */
export function createSession(sandbox: Sandbox, parameters: SessionParameters): SessionRecord {
  allowedBySwitch(sandbox)
  const createdAt = unixNow(sandbox)
  const agreed = agree(parameters, { createdAt, country: sandbox.country })
  const id = newId('cs_test_a1', 56)
  const { payment_intent_data: intentData = {} } = parameters
  const record: SessionRecord = {
    id,
    session: newSession({
      id,
      url: `${sandbox.publicUrl}/checkout/${id}`,
      createdAt,
      agreed,
      parameters,
    }),
    lineItems: parameters.line_items.map(({ quantity, price_data }) =>
      lineItem({
        name: price_data.product_data.name,
        currency: agreed.currency,
        unitAmount: price_data.unit_amount,
        quantity,
        createdAt,
      }),
    ),
    intentData: {
      metadata: intentData.metadata ?? {},
      description: intentData.description ?? null,
      receiptEmail: intentData.receipt_email ?? null,
      statementDescriptor: intentData.statement_descriptor ?? null,
      statementDescriptorSuffix: intentData.statement_descriptor_suffix ?? null,
    },
    voucherDays: voucherDaysIn(parameters),
    challenged: null,
  }
  sandbox.books.sessions.save(id, record)
  watchExpiry(sandbox, record)
  return record
}

function voucherDaysIn({ payment_method_options = {} }: SessionParameters) {
  const options = Object.entries(payment_method_options)
  return Object.fromEntries(
    options.map(([method, { expires_after_days: days = 3 }]) => [method, days]),
  )
}

// What the sandbox is switched to refuse. Throws Stripe's error.
function allowedBySwitch({ switches }: Pick<Sandbox, 'switches'>): void {
  const mode = switches.value('stripe.checkout')
  if (mode === 'refused')
    throw invalid(
      'allowed_payment_method_types',
      'The payment method type "card" is not activated for your account.',
      'payment_method_unactivated',
    )
  if (mode === 'forbidden')
    throw new ApiError(403, {
      message: 'Your account cannot currently make charges.',
      code: 'account_closed',
    })
}

/** Throws Stripe's error when the sandbox is switched to close no page. */
export function closableBySwitch({ switches }: Pick<Sandbox, 'switches'>): void {
  if (switches.value('stripe.checkout') === 'kept_open')
    throw new ApiError(403, {
      message: 'The provided key does not have the required permissions for this endpoint.',
      code: 'more_permissions_required',
    })
}

/** Ends an open session when its time is over. */
export function watchExpiry(sandbox: Sandbox, { id, session }: SessionRecord): void {
  sandbox.agenda.at(`expire ${id}`, session.expires_at * 1000, () => {
    if (sandbox.books.sessions.get(id)?.session.status === 'open') expireSession(sandbox, id)
  })
}

/** The session, expired first when its time is over. Throws Stripe's 404. */
export function sessionNow(sandbox: Sandbox, id: string): SessionRecord {
  const record = sandbox.books.sessions.get(id)
  if (!record) throw noSuch('checkout.session', id, 'session')
  const isOver = record.session.status === 'open' && record.session.expires_at <= unixNow(sandbox)
  return isOver ? expireSession(sandbox, id) : record
}

/** Ends an open session and cancels its PaymentIntent. Throws Stripe's error when it is not open any more. */
export function expireSession(sandbox: Sandbox, id: string, cause?: EventCause): SessionRecord {
  const { books, agenda, emit } = sandbox
  const record = books.sessions.get(id)
  if (!record) throw noSuch('checkout.session', id, 'session')
  if (record.session.status !== 'open')
    throw new ApiError(400, {
      message: `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${record.session.status}.`,
      executed: true,
    })
  agenda.cancel(`expire ${id}`)
  const changed = saveSession(
    sandbox,
    record,
    { status: 'expired', url: null },
    { challenged: null },
  )
  const intent = books.intents.get(String(record.session.payment_intent))
  if (intent) {
    const canceled: Stripe.PaymentIntent = {
      ...intent,
      status: 'canceled',
      canceled_at: unixNow(sandbox),
      cancellation_reason: 'expired',
      next_action: null,
    }
    books.intents.save(intent.id, canceled)
    emit('payment_intent.canceled', canceled, cause ? { cause } : {})
  }
  emit('checkout.session.expired', changed.session, cause ? { cause } : {})
  return changed
}

export function saveSession(
  { books }: Pick<Sandbox, 'books'>,
  record: SessionRecord,
  session: Partial<Stripe.Checkout.Session>,
  hidden: Partial<Pick<SessionRecord, 'challenged'>> = {},
): SessionRecord {
  const changed = { ...record, ...hidden, session: { ...record.session, ...session } }
  books.sessions.save(record.id, changed)
  return changed
}
