import { plainPage } from '#lib/demo/plain-page.ts'
import type { SessionRecord } from '#lib/demo/stripe/books.ts'
import { written } from '#lib/demo/stripe/objects/currency.ts'
import { type Html, html } from '#lib/demo/world/html.ts'
import { payeeOf, ribbon } from './checkout-page.ts'
import { checkoutStyle } from './checkout-style.ts'

type End = { title: string; content: Html; status?: number }

function endPage({ title, content, status = 200 }: End): Response {
  return plainPage({
    title,
    style: checkoutStyle,
    status,
    body: html`${ribbon}<main class="end"><div class="card"><h1>${title}</h1>${content}</div></main>`,
  })
}

export function unknownPage(): Response {
  return endPage({
    title: 'There is nothing to pay here',
    content: html`<p>This page does not belong to any payment. Open the link again from where you came.</p>`,
    status: 404,
  })
}

export function expiredPage({ session }: SessionRecord): Response {
  return endPage({
    title: 'This payment page has expired',
    content: html`<p>No money was taken. Go back and start again.</p>
      ${session.cancel_url && html`<a class="button main" href="${session.cancel_url}">Go back</a>`}`,
  })
}

export function completePage({ session }: SessionRecord): Response {
  const isPaid = session.payment_status === 'paid'
  return endPage({
    title: isPaid ? 'This is paid' : 'Waiting for your money',
    content: html`<p>${
      isPaid
        ? 'The payment went through once. You do not have to pay again.'
        : 'You have chosen how to pay. Nothing more is needed on this page.'
    }</p><a class="button main" href="${successUrl(session)}">Continue</a>`,
  })
}

/** Where the payer goes after paying, with the session's id filled in. */
export function successUrl({ success_url, id }: SessionRecord['session']): string {
  return (success_url ?? '/').replaceAll('{CHECKOUT_SESSION_ID}', id)
}

/** The bank's page in front of a card that asks for 3-D Secure. */
export function challengePage(record: SessionRecord): Response {
  const { session, challenged } = record
  return endPage({
    title: '3-D Secure',
    content: html`<p>Your bank asks whether it is you who pays
      <b>${written(session.amount_total ?? 0, session.currency ?? '')}</b> to <b>${payeeOf(record)}</b>
      with the card ending in ${challenged?.number.slice(-4)}.</p>
      <form method="post" class="card" style="padding:0;box-shadow:none">
        <button class="main" name="answer" value="complete">Complete</button>
        <button name="answer" value="fail">Fail</button>
      </form>`,
  })
}

export type Voucher = { number: string; expiresAfter: number; method: string }

export function voucherPage(
  record: SessionRecord,
  { number, expiresAfter, method }: Voucher,
): Response {
  const { session } = record
  return endPage({
    title: `${method}: pay ${written(session.amount_total ?? 0, session.currency ?? '')} in cash`,
    content: html`<div class="bars" aria-hidden="true"></div><p class="voucher">${number}</p>
      <p>Show this number at the counter by ${lastMoment(expiresAfter, session.currency ?? '')}.
        Keep the receipt.</p>
      <a class="button main" href="${successUrl(session)}">Continue</a>`,
  })
}

// A shop's clock is that of its country.
const timeZones: Record<string, string> = {
  mxn: 'America/Mexico_City',
  brl: 'America/Sao_Paulo',
  jpy: 'Asia/Tokyo',
}

function lastMoment(expiresAfter: number, currency: string): string {
  return new Date(expiresAfter * 1000).toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timeZones[currency] ?? 'UTC',
  })
}
