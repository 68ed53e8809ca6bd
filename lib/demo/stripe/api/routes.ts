import { z } from 'zod'
import {
  closableBySwitch,
  createSession,
  expireSession,
  sessionNow,
} from '#lib/demo/stripe/checkout/session.ts'
import { sessionParameters } from '#lib/demo/stripe/checkout/session-parameters.ts'
import { account, accountId } from '#lib/demo/stripe/objects/account.ts'
import { createPayout, payoutParameters } from '#lib/demo/stripe/objects/payout.ts'
import { cancelRefund, createRefund, expireRefund } from '#lib/demo/stripe/objects/refund.ts'
import { affordableBySwitch } from '#lib/demo/stripe/objects/refund-checks.ts'
import { noSuch } from './api-error.ts'
import { listed } from './paging.ts'
import { emailAddress, integer, metadata, paging, readParameters, text } from './parameters.ts'
import { listBalanceTransactions, listEvents, reading, readingOne } from './reading.ts'
import type { Right } from './rights.ts'
import { type Call, type Route, route } from './route.ts'

const nothing = z.strictObject({})

const routes: Route[] = [
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
  ...reading({
    what: 'payment_intent',
    path: '/payment_intents',
    resource: 'PaymentIntents',
    of: ({ books }) => books.intents,
    by: [],
    param: 'intent',
  }),
  readingOne({
    what: 'PaymentMethod',
    path: '/payment_methods',
    resource: 'PaymentMethods',
    of: ({ books }) => books.paymentMethods,
    param: 'payment_method',
  }),
  ...reading({
    what: 'charge',
    path: '/charges',
    resource: 'Charges and Refunds',
    of: ({ books }) => books.charges,
    by: ['payment_intent'],
  }),
  ...reading({
    what: 'refund',
    path: '/refunds',
    resource: 'Charges and Refunds',
    of: ({ books }) => books.refunds,
    by: ['payment_intent', 'charge'],
  }),
  route('POST', '/payouts', 'Payouts: write', ({ sandbox, parameters }) =>
    createPayout(sandbox, readParameters(payoutParameters, parameters)),
  ),
  ...reading({
    what: 'payout',
    path: '/payouts',
    resource: 'Payouts',
    of: ({ books }) => books.payouts,
    by: ['status', 'destination'],
  }),
  ...reading({
    what: 'dispute',
    path: '/disputes',
    resource: 'Disputes',
    of: ({ books }) => books.disputes,
    by: ['payment_intent', 'charge'],
  }),
  route('GET', '/balance_transactions', 'Balance transactions: read', ({ sandbox, parameters }) =>
    listBalanceTransactions(sandbox, parameters),
  ),
  readingOne({
    what: 'balance transaction',
    path: '/balance_transactions',
    resource: 'Balance transactions',
    of: ({ books }) => books.balanceTransactions,
  }),
  ...reading({
    what: 'early fraud warning',
    path: '/radar/early_fraud_warnings',
    resource: 'Early fraud warnings',
    of: ({ books }) => books.warnings,
    by: ['payment_intent', 'charge'],
  }),
  route('GET', '/events', 'Events: read', ({ sandbox, parameters }) =>
    listEvents(sandbox, parameters),
  ),
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
