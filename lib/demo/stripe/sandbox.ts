import type Stripe from 'stripe'
import type { WorldPart } from '#lib/demo/world/part.ts'
import type { Store } from '#lib/demo/world/store.ts'
import { agenda as newAgenda } from './agenda.ts'
import { stripeApi } from './api/api.ts'
import type { Right } from './api/rights.ts'
import { type Books, type EnteredCard, openBooks } from './books.ts'
import { checkoutPages } from './checkout/checkout.ts'
import { type CardAnswer, payByCard } from './checkout/pay-by-card.ts'
import { watchExpiry } from './checkout/session.ts'
import { payOutAll } from './objects/payout.ts'
import { unsettledPayouts, watchPayout } from './objects/payout-course.ts'
import { unsettledRefunds, watchRefund } from './objects/refund.ts'
import { paymentsPage } from './pages/payments-page.ts'
import type { Sandbox } from './sandbox-state.ts'
import { stripeSwitches } from './switches.ts'
import { type Emit, stripeWebhooks } from './webhooks.ts'

type StripeSandboxOptions = {
  store: Store
  /** Where the outside world is reached, such as http://localhost:3100. */
  publicUrl: string
  secretKey: string
  /** The key is a restricted one with these rights. */
  rights?: ReadonlySet<Right>
  webhook: { url: string; secret: string } | undefined
  /** Where the account is; unsaid: in the United States. */
  country?: string
  /** The clock, in milliseconds. */
  now?: () => number
}

export type StripeSandbox = WorldPart & {
  /** What the sandbox remembers, live. */
  objects: Books
  /** Records an event and sends it. */
  emit: Emit
  /** Pays a session as its hosted page would, without a page. */
  pay(sessionId: string, card?: Partial<EnteredCard>): CardAnswer
  /** Pays out what the account has of a currency, as Stripe does every day. */
  payOut(currency: string): Stripe.Payout | undefined
  /** Does at once what is due by the clock: expiries, webhook attempts, refunds that change. */
  runDue(): void
}

/** Stripe as far as the portal uses it: the API, hosted Checkout, signed webhooks, and a page to decide what banks do. */
export function stripeSandbox(options: StripeSandboxOptions): StripeSandbox {
  const now = options.now ?? Date.now
  const books = openBooks(options.store)
  const agenda = newAgenda(now)
  const switches = stripeSwitches(options.store)
  const webhooks = stripeWebhooks({ books, agenda, switches, now, endpoint: options.webhook })
  const sandbox: Sandbox = {
    books,
    agenda,
    switches,
    webhooks,
    emit: webhooks.emit,
    now,
    country: options.country ?? 'US',
    publicUrl: options.publicUrl.replace(/\/$/, ''),
  }
  resume(sandbox)
  const api = stripeApi({ sandbox, secretKey: options.secretKey, rights: options.rights })
  const checkout = checkoutPages(sandbox)
  const payments = paymentsPage(sandbox)
  return {
    objects: books,
    emit: webhooks.emit,
    pay: (sessionId, card) => payByCard(sandbox, sessionId, { ...everydayCard, ...card }),
    payOut: (currency) => payOutAll(sandbox, currency),
    runDue: () => agenda.runDue(),
    async handle(request) {
      const { pathname } = new URL(request.url)
      if (pathname.startsWith('/v1/')) return api(request)
      if (pathname.startsWith('/checkout/')) return checkout(request)
      if (pathname === '/stripe' || pathname.startsWith('/stripe/')) return payments(request)
      return undefined
    },
    switches: () => switches.list(),
    turn: (name, value) => switches.turn(name, value),
    async stop() {
      webhooks.stop()
      agenda.stop()
      await books.writes.settled(3_000)
    },
  }
}

const everydayCard: EnteredCard = {
  number: '4242424242424242',
  expMonth: 12,
  expYear: 2040,
  name: 'Sandbox payer',
  email: 'payer@mail.example',
}

function resume(sandbox: Sandbox): void {
  for (const record of sandbox.books.sessions.all())
    if (record.session.status === 'open') watchExpiry(sandbox, record)
  for (const refund of unsettledRefunds(sandbox)) watchRefund(sandbox, refund)
  for (const payout of unsettledPayouts(sandbox)) watchPayout(sandbox, payout)
  sandbox.webhooks.resume()
}
