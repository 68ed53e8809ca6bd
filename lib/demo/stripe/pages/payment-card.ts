import type { SandboxEvent } from '#lib/demo/stripe/books.ts'
import { isWaiting } from '#lib/demo/stripe/checkout/pay-later.ts'
import { written } from '#lib/demo/stripe/objects/currency.ts'
import type { Sandbox } from '#lib/demo/stripe/sandbox-state.ts'
import { type Html, html } from '#lib/demo/world/html.ts'
import { chipOf, type PaymentStory } from './payment-story.ts'

/** One payment on the sandbox page: what it is, how it stands, what can be done to it. */
export function paymentCard(sandbox: Sandbox, story: PaymentStory): Html {
  const { record } = story
  const { session } = record
  const chip = chipOf(story)
  return html`<article class="payment" id="${record.id}">
    <div class="top"><h2 class="sum">${written(session.amount_total ?? 0, session.currency ?? '')}</h2>
      <span class="chip ${chip.tone}">${chip.label}</span></div>
    <dl class="facts">${facts(story)}</dl>
    <div class="acts">${acts(story)}</div>
    ${story.events.length > 0 && eventList(sandbox, record.id, story.events)}
  </article>`
}

function facts({ record, intent, method, charge }: PaymentStory): Html {
  const { session, lineItems } = record
  const last4 = charge?.payment_method_details?.card?.last4
  const rows: [string, string | null | undefined][] = [
    ['For', lineItems[0]?.description],
    ['Opened', timeOf(session.created)],
    ['Payer', session.customer_details?.email],
    ['Method', last4 ? `Card ending in ${last4}` : method],
    ['Last decline', charge?.paid ? null : intent?.last_payment_error?.message],
    ['Reference', session.client_reference_id],
    ['PaymentIntent', intent?.id],
  ]
  return html`${rows.map(([name, value]) => value && html`<dt>${name}</dt><dd>${value}</dd>`)}`
}

function acts(story: PaymentStory): Html {
  const { record, intent, charge, disputes, refunds } = story
  const awaits = refunds[0]?.status === 'requires_action'
  const isSent = refunds[0]?.status === 'pending'
  const { id, session } = record
  const left = charge?.paid && !charge.disputed ? charge.amount - charge.amount_refunded : 0
  const status = disputes.at(-1)?.status ?? ''
  const isAsked = status.endsWith('needs_response')
  const isUndecided = isAsked || status.endsWith('under_review')
  return html`
    ${session.status === 'open' && html`<a class="button main" href="/checkout/${id}">Open the payment page</a>${button(id, 'expire', 'Expire now')}`}
    ${intent && isWaiting(record, intent) && [button(id, 'clear', 'The money arrives', true), button(id, 'fail', 'It fails'), button(id, 'cancel', 'The lender cancels it')]}
    ${
      left > 0 &&
      html`<form method="post" action="/stripe/${id}/refund"><div><label for="amount-${id}">Refund</label>
      <input id="amount-${id}" name="amount" inputmode="decimal" placeholder="${plainAmount(left, charge?.currency ?? '')}"></div>
      <button>Refund</button><button formaction="/stripe/${id}/dispute">Cardholder disputes</button></form>`
    }
    ${awaits && [button(id, 'refund-answered', 'The payer names a bank account', true), button(id, 'refund-expired', 'The payer never answers'), button(id, 'refund-canceled', 'The lender cancels the refund')]}
    ${isSent && button(id, 'refund-bounced', 'The bank refuses the refund')}
    ${isAsked && button(id, 'dispute-answered', 'Evidence sent')}
    ${isUndecided && [button(id, 'dispute-won', 'Dispute won'), button(id, 'dispute-lost', 'Dispute lost')]}
    ${status === 'won' && button(id, 'dispute-appealed', 'The bank appeals')}`
}

function button(id: string, action: string, label: string, isMain = false): Html {
  return html`<form method="post" action="/stripe/${id}/${action}"><button class="${isMain && 'main'}">${label}</button></form>`
}

function plainAmount(amount: number, currency: string): string {
  return written(amount, currency).replace(/[^\d.]/g, '')
}

function eventList({ books }: Sandbox, sessionId: string, events: SandboxEvent[]): Html {
  return html`<details><summary>Events (${events.length})</summary><ul class="events">${events.map(
    (event) => {
      const delivery = books.deliveries.get(event.id)
      const state = delivery
        ? `${delivery.state.replace('_', ' ')}, ${delivery.attempts} sent`
        : 'no endpoint'
      return html`<li><span>${event.type}<br><span class="soft">${timeOf(event.created)}, ${state}</span></span>
      <form method="post" action="/stripe/${sessionId}/resend"><input type="hidden" name="event" value="${event.id}">
      <button>Send again<span class="visually-hidden"> ${event.type}</span></button></form></li>`
    },
  )}</ul></details>`
}

function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().replace('T', ' ').slice(0, 19)} UTC`
}
