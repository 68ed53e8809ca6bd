import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { openableUntil, unknownPageEndsAt } from '#lib/domain/money/attempt.ts'
import { type CheckoutOpened, type CheckoutReading, refusalOf } from '#lib/gateways/psp/port.ts'
import { accountOf, providerOf } from '#lib/gateways/psp/registry.ts'
import { log } from '#lib/log.ts'
import { checkoutRequestOf } from '#lib/payments/checkout-request.ts'
import { endPayment, noteUnpaid, scheduleNextCheck } from '#lib/payments/follow-payment.ts'
import { checkoutRefused, openRefusalCase } from './checkout-refused.ts'
import { notePage } from './note-page.ts'
import { settleCheckout } from './settle-checkout.ts'

/** Asks the provider about a payment: webhooks get lost, and a process can die between the provider's answer and our note. */
export default async function checkPayment({ paymentId }: { paymentId: string }): Promise<void> {
  const payment = await database()
    .selectFrom('payments')
    .select(['id', 'lenderId', 'state', 'checkoutSessionId', 'createdAt', 'expiresAt'])
    .select('checkoutReturnedAt')
    .where('id', '=', paymentId)
    .where('state', 'not in', ['paid', 'set_aside'])
    .executeTakeFirst()
  if (payment) await askAbout(payment)
}

async function askAbout(payment: Known): Promise<void> {
  try {
    await check(payment)
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal) throw cause
    // What has ended, and the provider knows nothing of, took no money.
    if (refusal.isUnknown && !isUnfinished(payment))
      return log.warn(
        { err: cause, paymentId: payment.id },
        'the payment provider knows no such page',
      )
    const now = Temporal.Now.instant()
    const { id, checkoutSessionId: page } = payment
    const isOver = Temporal.Instant.compare(unknownPageEndsAt(payment), now) <= 0
    // A person puts it right. It is asked about now and then as long as money may come, and no longer.
    await transaction(async (tx) => {
      await openRefusalCase(tx, id, refusal)
      if (refusal.isUnknown && isOver) await endPayment(tx, id, { state: 'expired', page, now })
      else await scheduleNextCheck(tx, id, now)
    })
  }
}

async function check(payment: Known): Promise<void> {
  const sessionId = payment.checkoutSessionId ?? (await findPage(payment))
  if (sessionId) await settle(payment, await providerFor(payment).readCheckout(sessionId))
  else if (payment.state === 'opening') await open(payment)
}

type Checked = { id: string; lenderId: string; state: string; createdAt: Temporal.Instant }

type Known = Checked & {
  checkoutSessionId: string | null
  expiresAt: Temporal.Instant | null
  checkoutReturnedAt: Temporal.Instant | null
}

// Before the provider is asked for a page again: it may have made one, and its memory of our key is short.
function findPage(payment: Checked): Promise<string | undefined> {
  const { id, createdAt: from } = payment
  return providerFor(payment).findCheckout(id, { from, until: openableUntil(from) })
}

async function settle(payment: Checked, reading: CheckoutReading): Promise<void> {
  if (payment.state === 'opening' && reading.page)
    return note(payment, { ...reading, ...reading.page })
  const isUnwanted = reading.state === 'open' && !isUnfinished(payment)
  // Also when it has ended for us: money that came all the same is booked, and a page left open is closed.
  const last = isUnwanted ? await providerFor(payment).closeCheckout(reading.sessionId) : reading
  const now = Temporal.Now.instant()
  await transaction(async (tx) => {
    await settleCheckout(tx, { reading: { ...last, paymentId: payment.id }, at: now, now })
    if (last.state === 'open') await noteUnpaid(tx, payment.id)
    await scheduleNextCheck(tx, payment.id, now)
  })
}

function providerFor({ lenderId }: Checked) {
  return providerOf(accountOf(lenderId))
}

function isUnfinished({ state }: Checked): boolean {
  return state === 'opening' || state === 'open' || state === 'processing'
}

async function open(payment: Checked): Promise<void> {
  const { id, createdAt } = payment
  const isOver = Temporal.Instant.compare(openableUntil(createdAt), Temporal.Now.instant()) < 0
  const request = isOver ? undefined : await checkoutRequestOf(database(), id)
  // Too late to open a page: the slot is free for the next attempt.
  if (!request) return expire(id)
  try {
    await note({ id }, await providerFor(payment).openCheckout(request))
  } catch (cause) {
    const refusal = refusalOf(cause)
    if (!refusal) throw cause
    if (refusal.param === 'expires_at') return expire(id)
    const now = Temporal.Now.instant()
    await transaction((tx) => checkoutRefused(tx, { paymentId: id, refusal, now }))
  }
}

async function expire(id: string): Promise<void> {
  const ending = { state: 'expired', page: null, now: Temporal.Now.instant() } as const
  await transaction((tx) => endPayment(tx, id, ending))
}

async function note({ id }: Pick<Checked, 'id'>, page: CheckoutOpened): Promise<void> {
  const now = Temporal.Now.instant()
  await transaction((tx) => notePage(tx, id, { ...page, now }))
}
