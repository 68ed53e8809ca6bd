import type Stripe from 'stripe'
import { plainPage, seeOther } from '#lib/demo/plain-page.ts'
import { ApiError } from '#lib/demo/stripe/api/api-error.ts'
import { ribbon } from '#lib/demo/stripe/checkout/checkout-page.ts'
import { cancelPromised, clearPayment, failPayment } from '#lib/demo/stripe/checkout/pay-later.ts'
import { expireSession, sessionNow } from '#lib/demo/stripe/checkout/session.ts'
import { typedAmount } from '#lib/demo/stripe/objects/currency.ts'
import {
  answerDispute,
  appealDispute,
  closeDispute,
  openDispute,
} from '#lib/demo/stripe/objects/dispute.ts'
import { delayedMethods, isDelayed } from '#lib/demo/stripe/objects/payment-methods.ts'
import {
  answerRefund,
  bounceRefund,
  cancelRefund,
  createRefund,
  expireRefund,
} from '#lib/demo/stripe/objects/refund.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { html } from '#lib/demo/world/html.ts'
import { paymentCard } from './payment-card.ts'
import { eventsBySession, storyOf } from './payment-story.ts'
import { paymentsStyle } from './payments-style.ts'

const shownAtOnce = 30

/** `/stripe`: the payments, and what banks, shops and cardholders do to them. */
export function paymentsPage(sandbox: Sandbox) {
  return async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url)
    const [, , sessionId = '', action = ''] = url.pathname.split('/')
    if (request.method === 'POST') {
      const fault = act(sandbox, {
        sessionId,
        action,
        form: new URLSearchParams(await request.text()),
      })
      const told = fault ? `?fault=${encodeURIComponent(fault)}` : ''
      return seeOther(`/stripe${told}#${sessionId}`)
    }
    if (sessionId) return seeOther('/stripe')
    return page(sandbox, {
      before: url.searchParams.get('before'),
      fault: url.searchParams.get('fault'),
    })
  }
}

type Shown = { before: string | null; fault: string | null }

function page(sandbox: Sandbox, { before, fault }: Shown): Response {
  const { sessions } = sandbox.books
  const end = sessions.positionOf(before ?? '') ?? sessions.all().length
  const records = sessions
    .all()
    .slice(Math.max(0, end - shownAtOnce), end)
    .reverse()
  const events = eventsBySession(sandbox, new Set(records.map(({ id }) => id)))
  const oldest = records.at(-1)
  const hasMore = end > shownAtOnce
  return plainPage({
    title: 'Sandbox Stripe',
    style: paymentsStyle,
    body: html`${ribbon}<main>
      <p><a href="/">The outside world</a></p><header><h1>Sandbox Stripe</h1><p class="soft">Every payment page that was opened, newest first.
        Decide here what the bank, the shop and the cardholder do.</p></header>
      ${fault && html`<p class="alert" role="alert">${fault}</p>`}
      ${records.length === 0 && html`<p>Nothing yet. Start a payment in the portal.</p>`}
      ${records.map((record) => paymentCard(sandbox, storyOf(sandbox, record, events.get(record.id) ?? [])))}
      ${hasMore && oldest && html`<p><a class="button" href="/stripe?before=${oldest.id}">Older payments</a></p>`}
    </main>`,
  })
}

type Act = { sessionId: string; action: string; form: URLSearchParams }

function act(sandbox: Sandbox, { sessionId, action, form }: Act): string | undefined {
  try {
    return perform(sandbox, { sessionId, action, form })
  } catch (cause) {
    if (cause instanceof ApiError) return cause.message
    throw cause
  }
}

const tooLate = 'That is no longer possible: the payment has moved on.'

function perform(sandbox: Sandbox, { sessionId, action, form }: Act): string | undefined {
  const record = sessionNow(sandbox, sessionId)
  const { charge, disputes, refunds } = storyOf(sandbox, record, [])
  const paid = charge?.paid ? charge : undefined
  const opened = disputes.at(-1)
  const [refunded] = refunds
  switch (action) {
    case 'clear':
      return clearPayment(sandbox, sessionId) ? undefined : tooLate
    case 'fail':
      return failPayment(sandbox, sessionId) ? undefined : tooLate
    case 'cancel':
      return cancelPromised(sandbox, sessionId) ? undefined : tooLate
    case 'expire':
      return void expireSession(sandbox, sessionId)
    case 'refund':
      return paid ? refund(sandbox, paid, form.get('amount') ?? '') : tooLate
    case 'refund-answered':
      return refunded && answerRefund(sandbox, refunded) ? undefined : tooLate
    case 'refund-bounced':
      return refunded && bounceRefund(sandbox, refunded) ? undefined : tooLate
    case 'refund-canceled':
      return void cancelRefund(sandbox, refunded?.id ?? '')
    case 'refund-expired':
      return void expireRefund(sandbox, refunded?.id ?? '')
    case 'dispute':
      if (!paid || paid.disputed) return tooLate
      return dispute(sandbox, paid, form.get('amount') ?? '')
    case 'dispute-won':
    case 'dispute-lost':
      return opened && closeDispute(sandbox, opened, action === 'dispute-won' ? 'won' : 'lost')
        ? undefined
        : tooLate
    case 'dispute-answered':
      return opened && answerDispute(sandbox, opened) ? undefined : tooLate
    case 'dispute-appealed':
      return opened && appealDispute(sandbox, opened) ? undefined : tooLate
    case 'resend':
      return void sandbox.webhooks.resend(form.get('event') ?? '')
    default:
      return `There is no ${action} here.`
  }
}

function refund(sandbox: Sandbox, charge: Stripe.Charge, text: string): string | undefined {
  const { id, currency, billing_details, payment_method_details } = charge
  const amount = text.trim() === '' ? undefined : typedAmount(text, currency)
  if (text.trim() !== '' && amount === undefined) return noAmount(text, currency)
  const kind = payment_method_details?.type ?? ''
  const isAsked = isDelayed(kind) && delayedMethods[kind].refundedByEmail
  const instructions_email = isAsked ? (billing_details.email ?? undefined) : undefined
  const reason = 'requested_by_customer'
  createRefund(sandbox, { charge: id, amount, reason, instructions_email })
  return undefined
}

function dispute(sandbox: Sandbox, charge: Stripe.Charge, text: string): string | undefined {
  const amount = text.trim() === '' ? undefined : typedAmount(text, charge.currency)
  if (text.trim() !== '' && (amount === undefined || amount > charge.amount))
    return noAmount(text, charge.currency)
  openDispute(sandbox, charge, { reason: 'fraudulent', amount })
  return undefined
}

function noAmount(text: string, currency: string): string {
  return `${text} is not an amount in ${currency.toUpperCase()} that was paid.`
}
