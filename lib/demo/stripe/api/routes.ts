import { z } from 'zod'
import {
  closableBySwitch,
  createSession,
  expireSession,
  sessionNow,
} from '#lib/demo/stripe/checkout/session.ts'
import { sessionParameters } from '#lib/demo/stripe/checkout/session-parameters.ts'
import type { Collection } from '#lib/demo/stripe/collection.ts'
import { account, accountId } from '#lib/demo/stripe/objects/account.ts'
import { createPayout, payoutParameters } from '#lib/demo/stripe/objects/payout.ts'
import { cancelRefund, createRefund, expireRefund } from '#lib/demo/stripe/objects/refund.ts'
import { affordableBySwitch } from '#lib/demo/stripe/objects/refund-checks.ts'
import { type Sandbox, unixNow } from '#lib/demo/stripe/sandbox-state.ts'
import type { EventCause } from '#lib/demo/stripe/webhooks.ts'
import { noSuch } from './api-error.ts'
import type { FormObject } from './form-body.ts'
import { listed } from './paging.ts'
import { emailAddress, integer, metadata, paging, readParameters, text } from './parameters.ts'
import type { Resource, Right } from './rights.ts'

export type Call = { sandbox: Sandbox; id: string; parameters: FormObject; cause: EventCause }
type Work = (call: Call) => object

const nothing = z.strictObject({})

const routes: { method: 'GET' | 'POST'; path: RegExp; right: Right; work: Work }[] = [
  route(
    'POST',
    '/checkout/sessions',
    'Checkout Sessions: write',
    ({ sandbox, parameters }) =>
      createSession(sandbox, readParameters(sessionParameters, parameters)).session,
  ),
  route('GET', '/checkout/sessions', 'Checkout Sessions: read', ({ sandbox, parameters }) => {
    const { payment_intent, status, ...page } = readParameters(
      z.strictObject({
        ...paging,
        payment_intent: text.optional(),
        status: z.enum(['open', 'complete', 'expired']).optional(),
      }),
      parameters,
    )
    return listed({
      of: sandbox.books.sessions,
      what: 'checkout.session',
      url: '/v1/checkout/sessions',
      page,
      shown: ({ id }) => sessionNow(sandbox, id).session,
      matches: (session) =>
        (!payment_intent || session.payment_intent === payment_intent) &&
        (!status || session.status === status),
    })
  }),
  route(
    'GET',
    '/checkout/sessions/:id',
    'Checkout Sessions: read',
    ({ sandbox, id, parameters }) => {
      readParameters(nothing, parameters)
      return sessionNow(sandbox, id).session
    },
  ),
  route(
    'POST',
    '/checkout/sessions/:id/expire',
    'Checkout Sessions: write',
    ({ sandbox, id, parameters, cause }) => {
      readParameters(nothing, parameters)
      sessionNow(sandbox, id)
      closableBySwitch(sandbox)
      return expireSession(sandbox, id, cause).session
    },
  ),
  route(
    'GET',
    '/checkout/sessions/:id/line_items',
    'Checkout Sessions: read',
    ({ sandbox, id, parameters }) => {
      const { limit = 10 } = readParameters(z.strictObject({ ...paging }), parameters)
      const { lineItems } = sessionNow(sandbox, id)
      return {
        object: 'list',
        data: lineItems.slice(0, limit),
        has_more: lineItems.length > limit,
        url: `/v1/checkout/sessions/${id}/line_items`,
      }
    },
  ),
  route('POST', '/refunds', 'Charges and Refunds: write', ({ sandbox, parameters, cause }) => {
    affordableBySwitch(sandbox)
    return createRefund(
      sandbox,
      readParameters(
        z.strictObject({
          charge: text.optional(),
          payment_intent: text.optional(),
          amount: integer.optional(),
          instructions_email: emailAddress.optional(),
          reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
          metadata: metadata.optional(),
        }),
        parameters,
      ),
      cause,
    )
  }),
  route('POST', '/refunds/:id/cancel', 'Charges and Refunds: write', ({ sandbox, ...call }) => {
    readParameters(nothing, call.parameters)
    return cancelRefund(sandbox, call.id)
  }),
  route(
    'POST',
    '/test_helpers/refunds/:id/expire',
    'Charges and Refunds: write',
    ({ sandbox, ...call }) => {
      readParameters(nothing, call.parameters)
      return expireRefund(sandbox, call.id)
    },
  ),
  ...reading(
    'payment_intent',
    '/payment_intents',
    'PaymentIntents',
    ({ books }) => books.intents,
    'intent',
  ),
  route('GET', '/payment_methods/:id', 'PaymentMethods: read', ({ sandbox, id, parameters }) => {
    readParameters(nothing, parameters)
    const found = sandbox.books.paymentMethods.get(id)
    if (!found) throw noSuch('PaymentMethod', id, 'payment_method')
    return found
  }),
  ...reading('charge', '/charges', 'Charges and Refunds', ({ books }) => books.charges),
  ...reading('refund', '/refunds', 'Charges and Refunds', ({ books }) => books.refunds),
  route('POST', '/payouts', 'Payouts: write', ({ sandbox, parameters }) =>
    createPayout(sandbox, readParameters(payoutParameters, parameters)),
  ),
  ...reading('payout', '/payouts', 'Payouts', ({ books }) => books.payouts),
  ...reading('dispute', '/disputes', 'Disputes', ({ books }) => books.disputes),
  ...reading(
    'balance transaction',
    '/balance_transactions',
    'Balance transactions',
    ({ books }) => books.balanceTransactions,
  ),
  ...reading(
    'early fraud warning',
    '/radar/early_fraud_warnings',
    'Early fraud warnings',
    ({ books }) => books.warnings,
  ),
  route('GET', '/events', 'Events: read', ({ sandbox, parameters }) => {
    return listEvents(sandbox, parameters)
  }),
  route('GET', '/events/:id', 'Events: read', ({ sandbox, id }) => {
    const event = sandbox.books.events.get(id)
    if (!event) throw noSuch('event', id)
    return event
  }),
  route('GET', '/account', 'Account: read', ({ sandbox }) => account(sandbox)),
  route('GET', '/accounts/:id', 'Account: read', ({ sandbox, id }) => {
    if (id !== accountId) throw noSuch('account', id, 'account')
    return account(sandbox)
  }),
]

/** What the API does at a method and path below `/v1`; undefined when nothing. */
export function routeAt(
  method: string,
  path: string,
): { right: Right; work: (call: Omit<Call, 'id'>) => object } | undefined {
  for (const { right, work, ...each } of routes) {
    const match = each.method === method ? each.path.exec(path) : null
    const id = decodeURIComponent(match?.[1] ?? '')
    if (match) return { right, work: (call) => work({ ...call, id }) }
  }
  return undefined
}

function route(method: 'GET' | 'POST', path: string, right: Right, work: Work) {
  return { method, path: new RegExp(`^${path.replace(':id', '([^/]+)')}$`), right, work }
}

type Related = { id: string; created?: number; charge?: unknown; payment_intent?: unknown }

function reading<T extends Related>(
  what: string,
  path: string,
  resource: Resource,
  of: (sandbox: Sandbox) => Collection<T>,
  param = 'id',
) {
  const filters = z.strictObject({
    ...paging,
    ...(path === '/payment_intents'
      ? {}
      : { payment_intent: text.optional(), charge: text.optional() }),
  })
  const right = `${resource}: read` as const
  return [
    route('GET', path, right, ({ sandbox, parameters }) => {
      const { payment_intent, charge, ...page } = readParameters(filters, parameters) as z.infer<
        typeof filters
      > & {
        payment_intent?: string
        charge?: string
      }
      return listed({
        of: of(sandbox),
        what,
        url: `/v1${path}`,
        page,
        shown: (document) => document,
        matches: (document) =>
          (!payment_intent || document.payment_intent === payment_intent) &&
          (!charge || document.charge === charge),
      })
    }),
    route('GET', `${path}/:id`, right, ({ sandbox, id, parameters }) => {
      readParameters(nothing, parameters)
      const found = of(sandbox).get(id)
      if (!found) throw noSuch(what, id, param)
      return found
    }),
  ]
}

const thirtyDays = 30 * 24 * 3600

function listEvents(sandbox: Sandbox, parameters: FormObject): object {
  const { type, types, ...page } = readParameters(
    z.strictObject({ ...paging, type: text.optional(), types: z.array(text).max(20).optional() }),
    parameters,
  )
  const wanted = types ?? (type ? [type] : undefined)
  const oldest = unixNow(sandbox) - thirtyDays
  return listed({
    of: sandbox.books.events,
    what: 'event',
    url: '/v1/events',
    page: { ...page, created: { ...page.created, gte: Math.max(page.created?.gte ?? 0, oldest) } },
    shown: (event) => event,
    matches: (event) => !wanted || wanted.some((each) => isOfType(event.type, each)),
  })
}

function isOfType(type: string, wanted: string): boolean {
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
}
