import { plainPage } from '#lib/demo/plain-page.ts'
import type { SessionRecord } from '#lib/demo/stripe/books.ts'
import { written } from '#lib/demo/stripe/objects/currency.ts'
import { delayedMethods, isDelayed } from '#lib/demo/stripe/objects/payment-methods.ts'
import { type Html, html } from '#lib/demo/world/html.ts'
import type { Faults, Field, Typed } from './checkout-form.ts'
import { checkoutStyle } from './checkout-style.ts'

type CheckoutShown = { typed: Typed; faults?: Faults; alert?: string; status?: number }

/** The hosted Checkout page of an open session. */
export function checkoutPage(record: SessionRecord, shown: CheckoutShown): Response {
  const { session } = record
  const amount = written(session.amount_total ?? 0, session.currency ?? '')
  return plainPage({
    title: `Pay ${amount} · ${payeeOf(record)}`,
    style: checkoutStyle + onlyChosen(session.payment_method_types),
    status: shown.status ?? 200,
    body: html`${ribbon}<main class="checkout">
      ${summary(record, amount)}
      <form class="card" method="post" action="/checkout/${record.id}" novalidate>
        <h2>Pay</h2>
        ${shown.alert && html`<p class="alert" role="alert">${shown.alert}</p>`}
        ${textField(shown, { name: 'email', label: 'Email', type: 'email', autocomplete: 'email' })}
        ${methodChoice(session.payment_method_types, shown)}
        ${cardFields(shown)}
        ${textField(shown, { name: 'billingName', label: 'Name', autocomplete: 'name' })}
        ${session.payment_method_types
          .filter(isDelayed)
          .map(
            (method) =>
              html`<p class="only only-${method} soft">${delayedMethods[method].note}</p>`,
          )}
        <button class="main" type="submit">Pay ${amount}</button>
        ${testCards}
      </form>
    </main>`,
  })
}

export const ribbon = html`<aside class="ribbon" aria-label="Sandbox"><b>Sandbox</b> No real money moves here.</aside>`

/** Whom the payer pays, as their statement will say. */
export function payeeOf({ intentData }: SessionRecord): string {
  return intentData.statementDescriptorSuffix ?? intentData.statementDescriptor ?? 'Sandbox shop'
}

function summary(record: SessionRecord, amount: string): Html {
  const { session, lineItems } = record
  return html`<section class="aside">
    <p class="lender">${payeeOf(record)}</p>
    <h1 class="amount">${amount}</h1>
    <ul class="lines">${lineItems.map(
      (item) =>
        html`<li><span>${item.description}${(item.quantity ?? 1) > 1 && ` × ${item.quantity}`}</span><span>${written(item.amount_total, item.currency)}</span></li>`,
    )}</ul>
    ${session.cancel_url && html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>`}
  </section>`
}

function methodChoice(offered: readonly string[], { typed, faults = {} }: CheckoutShown): Html {
  if (offered.length === 1) return html`<input type="hidden" name="method" value="${offered[0]}">`
  return html`<fieldset class="methods"><legend>How to pay</legend>${offered.map(
    (method) =>
      html`<label><input type="radio" name="method" value="${method}" id="method-${method}"${
        typed.method === method && html` checked`
      }>${isDelayed(method) ? delayedMethods[method].label : 'Card'}</label>`,
  )}${faults.method && html`<p class="fault">${faults.method}</p>`}</fieldset>`
}

// Without JavaScript the chosen method alone shows its fields.
function onlyChosen(offered: readonly string[]): string {
  const [first] = offered
  if (offered.length === 1) return `.only-${first}{display:grid}`
  return offered
    .map((method) => `form:has(#method-${method}:checked) .only-${method}{display:grid}`)
    .join('\n')
}

function cardFields(shown: CheckoutShown): Html {
  return html`<fieldset class="only only-card" aria-label="Card">
    ${textField(shown, { name: 'cardNumber', label: 'Card number', autocomplete: 'cc-number', numeric: true, placeholder: '1234 1234 1234 1234' })}
    <div class="pair">
      ${textField(shown, { name: 'cardExpiry', label: 'Expiry', autocomplete: 'cc-exp', numeric: true, placeholder: 'MM / YY' })}
      ${textField(shown, { name: 'cardCvc', label: 'CVC', autocomplete: 'cc-csc', numeric: true, placeholder: '123' })}
    </div>
  </fieldset>`
}

type TextField = {
  name: Exclude<Field, 'method'>
  label: string
  autocomplete: string
  type?: string
  numeric?: boolean
  placeholder?: string
}

function textField({ typed, faults = {} }: CheckoutShown, field: TextField): Html {
  const { name, label, autocomplete, type = 'text', numeric, placeholder } = field
  const fault = faults[name]
  const isFirst = Object.keys(faults)[0] === name
  return html`<div><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}"${
    numeric && html` inputmode="numeric"`
  }${placeholder && html` placeholder="${placeholder}"`} value="${name === 'cardCvc' ? '' : typed[name]}"${
    fault && html` aria-invalid="true" aria-describedby="${name}-fault"`
  }${isFirst && html` autofocus`}>${fault && html`<p class="fault" id="${name}-fault">${fault}</p>`}</div>`
}

const cards = [
  ['4242 4242 4242 4242', 'is accepted'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0000 0000 9995', 'has not enough money'],
  ['4000 0027 6000 3184', 'asks for 3-D Secure'],
  ['4000 0000 0000 0259', 'is accepted, then disputed'],
  ['4000 0000 0000 7726', 'is refunded slowly'],
] as const

const testCards = html`<details class="only only-card"><summary>Test cards</summary><dl>${cards.map(
  ([number, what]) => html`<dt>${number}</dt><dd>${what}</dd>`,
)}</dl><p class="soft">Any date to come, any security code.</p></details>`
