import { isEmail } from '#lib/demo/stripe/api/parameters.ts'
import type { EnteredCard } from '#lib/demo/stripe/books.ts'
import { cvcLength, hasCheckDigit } from '#lib/demo/stripe/objects/cards.ts'
import { type DelayedMethod, isDelayed } from '#lib/demo/stripe/objects/payment-methods.ts'

/** What the payer typed, kept when the page is shown again; never the security code. */
export type Typed = {
  email: string
  method: string
  cardNumber: string
  cardExpiry: string
  billingName: string
}

export type Field = 'email' | 'method' | 'cardNumber' | 'cardExpiry' | 'cardCvc' | 'billingName'
export type Faults = Partial<Record<Field, string>>

export type Read =
  | { kind: 'card'; card: EnteredCard }
  | { kind: 'delayed'; method: DelayedMethod; payer: { name: string; email: string } }
  | { kind: 'faulty'; faults: Faults }

export function typedIn(form: URLSearchParams, offered: readonly string[]): Typed {
  const field = (name: string) => (form.get(name) ?? '').trim()
  return {
    email: field('email'),
    method: field('method') || (offered[0] ?? 'card'),
    cardNumber: field('cardNumber'),
    cardExpiry: field('cardExpiry'),
    billingName: field('billingName'),
  }
}

const nameless = 'Your name is incomplete.'

/** Checks the form as Checkout does, at each field. `now` in milliseconds. */
export function readCheckoutForm(
  typed: Typed,
  cvc: string,
  { offered, now }: { offered: readonly string[]; now: number },
): Read {
  const { email, method, billingName: name } = typed
  const faults: Faults = {}
  if (!isEmail(email)) faults.email = 'Your email is incomplete.'
  if (!offered.includes(method)) faults.method = 'Choose how to pay.'
  const isLater = isDelayed(method) && offered.includes(method)
  if (isLater) {
    if (!name) faults.billingName = nameless
    if (Object.keys(faults).length > 0) return { kind: 'faulty', faults }
    return { kind: 'delayed', method, payer: { name, email } }
  }
  const number = typed.cardNumber.replace(/[\s-]/g, '')
  const expiry = readExpiry(typed.cardExpiry)
  const { cardNumber, cardExpiry, cardCvc } = cardFaults({ number, expiry, cvc, now })
  if (cardNumber) faults.cardNumber = cardNumber
  if (cardExpiry) faults.cardExpiry = cardExpiry
  if (cardCvc) faults.cardCvc = cardCvc
  if (!name) faults.billingName = nameless
  if (!expiry || Object.keys(faults).length > 0) return { kind: 'faulty', faults }
  return {
    kind: 'card',
    card: { number, expMonth: expiry.month, expYear: expiry.year, name, email },
  }
}

type CardInput = { number: string; expiry: Expiry | undefined; cvc: string; now: number }

function cardFaults({ number, expiry, cvc, now }: CardInput): Faults {
  const faults: Faults = {}
  if (!/^\d{14,19}$/.test(number)) faults.cardNumber = 'Your card number is incomplete.'
  else if (!hasCheckDigit(number)) faults.cardNumber = 'Your card number is invalid.'
  if (!expiry) faults.cardExpiry = "Your card's expiration date is incomplete."
  else if (isPast(expiry, now)) faults.cardExpiry = "Your card's expiration date is in the past."
  if (!/^\d+$/.test(cvc) || cvc.length !== cvcLength(number))
    faults.cardCvc = "Your card's security code is incomplete."
  return faults
}

type Expiry = { month: number; year: number }

function readExpiry(text: string): Expiry | undefined {
  const match = /^(0?[1-9]|1[0-2])(?:\s*[/.-]\s*|\s+)(?:20)?(\d{2})$|^(0[1-9]|1[0-2])(\d{2})$/.exec(
    text,
  )
  if (!match) return undefined
  return { month: Number(match[1] ?? match[3]), year: 2000 + Number(match[2] ?? match[4]) }
}

function isPast({ month, year }: Expiry, now: number): boolean {
  // A card is good until the last day of its month.
  return Date.UTC(year, month, 1) <= now
}
