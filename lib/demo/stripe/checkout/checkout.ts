import { seeOther } from '#lib/demo/plain-page.ts'
import type { SessionRecord } from '#lib/demo/stripe/books.ts'
import { chosenMethod } from '#lib/demo/stripe/objects/payment-method.ts'
import { delayedMethods, isDelayed } from '#lib/demo/stripe/objects/payment-methods.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import {
  challengePage,
  completePage,
  expiredPage,
  successUrl,
  unknownPage,
  voucherPage,
} from './checkout-ends.ts'
import { readCheckoutForm, type Typed, typedIn } from './checkout-form.ts'
import { checkoutPage } from './checkout-page.ts'
import { answerChallenge, type CardAnswer, payByCard } from './pay-by-card.ts'
import { payLater } from './pay-later.ts'
import { sessionNow } from './session.ts'
import { voucherExpiry, voucherNumber, voucherUrl } from './voucher.ts'

// Checkout waits this long for the webhook's answer before it sends the payer back.
const answerWithinMs = 10_000

/** Hosted Checkout: `/checkout/{session}`, its 3-D Secure page and its voucher. */
export function checkoutPages(sandbox: Sandbox) {
  return async function answer(request: Request): Promise<Response> {
    const [, , id = '', page = ''] = new URL(request.url).pathname.split('/')
    if (!sandbox.books.sessions.get(id)) return unknownPage()
    const record = sessionNow(sandbox, id)
    if (page === 'voucher') return voucher(sandbox, record)
    if (record.session.status === 'expired') return expiredPage(record)
    const isSubmitted = request.method === 'POST'
    if (record.session.status === 'complete')
      return isSubmitted ? seeOther(successUrl(record.session)) : completePage(record)
    const form = isSubmitted ? new URLSearchParams(await request.text()) : undefined
    if (page === '3ds') return challenge(sandbox, record, form)
    if (page !== '') return unknownPage()
    if (form) return submit(sandbox, record, form)
    const typed = typedIn(new URLSearchParams(), record.session.payment_method_types)
    return checkoutPage(record, { typed: { ...typed, email: record.session.customer_email ?? '' } })
  }
}

async function submit(
  sandbox: Sandbox,
  record: SessionRecord,
  form: URLSearchParams,
): Promise<Response> {
  const offered = record.session.payment_method_types
  const typed = typedIn(form, offered)
  const cvc = (form.get('cardCvc') ?? '').trim()
  const read = readCheckoutForm(typed, cvc, { offered, now: sandbox.now() })
  if (read.kind === 'faulty')
    return checkoutPage(record, { typed, faults: read.faults, status: 422 })
  if (read.kind === 'card')
    return afterCard(sandbox, record.id, {
      typed,
      answer: payByCard(sandbox, record.id, read.card),
    })
  const promised = payLater(sandbox, record.id, read)
  if (promised.outcome === 'pending')
    await sandbox.webhooks.answered(promised.completedEventId, answerWithinMs)
  const hosted = sandbox.books.sessions.get(record.id)?.session.payment_intent
  // A payer with a voucher is not sent back: Stripe shows it, on a page of its own.
  return seeOther(
    voucherUrl(sandbox.books.intents.get(String(hosted))) ?? successUrl(record.session),
  )
}

async function challenge(
  sandbox: Sandbox,
  record: SessionRecord,
  form: URLSearchParams | undefined,
): Promise<Response> {
  const card = record.challenged
  if (!card) return seeOther(`/checkout/${record.id}`)
  if (!form) return challengePage(record)
  const typed: Typed = {
    email: card.email,
    method: 'card',
    cardNumber: card.number.replace(/(\d{4})(?=\d)/g, '$1 '),
    cardExpiry: `${String(card.expMonth).padStart(2, '0')} / ${String(card.expYear).slice(-2)}`,
    billingName: card.name,
  }
  const answer = answerChallenge(sandbox, record.id, form.get('answer') === 'complete')
  return afterCard(sandbox, record.id, { typed, answer })
}

async function afterCard(
  sandbox: Sandbox,
  sessionId: string,
  { typed, answer }: { typed: Typed; answer: CardAnswer },
): Promise<Response> {
  const record = sessionNow(sandbox, sessionId)
  if (answer.outcome === 'challenge') return seeOther(`/checkout/${sessionId}/3ds`)
  if (answer.outcome === 'closed') return seeOther(`/checkout/${sessionId}`)
  if (answer.outcome === 'paid') {
    await sandbox.webhooks.answered(answer.completedEventId, answerWithinMs)
    return seeOther(successUrl(record.session))
  }
  const { code, message } = answer
  if (code === 'incorrect_cvc')
    return checkoutPage(record, { typed, faults: { cardCvc: message }, status: 422 })
  if (code === 'expired_card')
    return checkoutPage(record, { typed, faults: { cardExpiry: message }, status: 422 })
  return checkoutPage(record, { typed, alert: message, status: 422 })
}

function voucher(sandbox: Sandbox, record: SessionRecord): Response {
  const intent = sandbox.books.intents.get(String(record.session.payment_intent))
  const method = chosenMethod(sandbox.books, intent) ?? ''
  const number = intent && voucherNumber(intent)
  if (!isDelayed(method) || !number) return unknownPage()
  return voucherPage(record, {
    number,
    expiresAfter: voucherExpiry(intent) ?? 0,
    method: delayedMethods[method].label,
  })
}
