import { sql } from 'kysely'
import { addJob } from '#lib/db/jobs.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { OpeningFailure } from '#lib/domain/money/attempt.ts'
import type { VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'

const unfinished = ['opening', 'open', 'processing'] as const

type CheckoutNoted = {
  sessionId: string
  url: string
  expiresAt: Temporal.Instant
  now: Temporal.Instant
}

/**
 * Notes where the payer is to pay. False when the payment has ended meanwhile: then nobody must pay there, the address
 * must be given to nobody, and the page is closed.
 */
export async function noteCheckout(
  tx: Tx,
  paymentId: string,
  checkout: CheckoutNoted,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payments')
    .set({
      state: 'open',
      stateAt: checkout.now,
      checkoutSessionId: checkout.sessionId,
      checkoutUrl: checkout.url,
      expiresAt: checkout.expiresAt,
      atCheckoutSince: checkout.now,
      nextCheckAt: checkout.now.add({ seconds: 60 }),
    })
    .where('id', '=', paymentId)
    .where('state', '=', 'opening')
    .executeTakeFirst()
  if (numUpdatedRows > 0n || (await isNoted(tx, paymentId, checkout.sessionId))) return true
  await noteUnwanted(tx, paymentId, checkout.sessionId)
  return false
}

// Somebody who asked at the same moment was given the same page.
async function isNoted(tx: Tx, paymentId: string, sessionId: string): Promise<boolean> {
  const same = await tx
    .selectFrom('payments')
    .select('id')
    .where('id', '=', paymentId)
    .where('state', '=', 'open')
    .where('checkoutSessionId', '=', sessionId)
    .executeTakeFirst()
  return same !== undefined
}

// The page came too late. Asking the provider about it closes it.
async function noteUnwanted(tx: Tx, paymentId: string, sessionId: string): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ checkoutSessionId: sessionId })
    .where('id', '=', paymentId)
    .where('checkoutSessionId', 'is', null)
    .execute()
  await askAgain(tx, paymentId)
}

function askAgain(tx: Tx, paymentId: string): Promise<void> {
  return addJob(tx, 'check-payment', { paymentId }, { key: `payment:${paymentId}` })
}

/** The payer of an attempt that has its page is sent there once more. */
export async function noteSent(tx: Tx, paymentId: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ atCheckoutSince: now })
    .where('id', '=', paymentId)
    .where('state', '=', 'open')
    .execute()
}

/** The payer came back from the provider and did not pay: nobody need wait for them. */
export async function noteLeft(tx: Tx, paymentId: string): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ atCheckoutSince: null })
    .where('id', '=', paymentId)
    .where('state', '=', 'open')
    .execute()
}

/** The payer came back from the provider without cancelling. Until the provider has said how it ended, nobody may tell them to pay again. */
export async function noteReturn(tx: Tx, paymentId: string, now: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ checkoutReturnedAt: now, nextCheckAt: now })
    .where('id', '=', paymentId)
    .where('state', 'in', ['opening', 'open'])
    .where('checkoutReturnedAt', 'is', null)
    .execute()
}

/** The provider has said that nothing was paid yet: the payer may pay after all. */
export async function noteUnpaid(tx: Tx, paymentId: string): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ checkoutReturnedAt: null })
    .where('id', '=', paymentId)
    .where('state', '=', 'open')
    .execute()
}

/** The payer is done, by `at`, and the money is still on its way (voucher, bank debit). False when that was known. */
export async function noteProcessing(
  tx: Tx,
  paymentId: string,
  { at, now }: { at: Temporal.Instant; now: Temporal.Instant },
): Promise<boolean> {
  await noteBegun(tx, paymentId, at)
  const { numUpdatedRows } = await tx
    .updateTable('payments')
    .set({ state: 'processing', stateAt: now, nextCheckAt: now.add({ minutes: 10 }), checks: 0 })
    // The page takes no money any more.
    .set({ checkoutUrl: null, expiresAt: null, voucher: null })
    .where('id', '=', paymentId)
    .where('state', 'in', ['opening', 'open'])
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

type VoucherNoted = { url: string | null; expiresAt: Temporal.Instant; details: VoucherDetails }

/** How what is on its way still has to be paid, and until when it can be; null: the payer has done all. */
export async function noteVoucher(
  tx: Tx,
  paymentId: string,
  voucher: VoucherNoted | null,
): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ checkoutUrl: voucher?.url ?? null, expiresAt: voucher?.expiresAt ?? null })
    .set({ voucher: voucher && JSON.stringify(voucher.details) })
    .where('id', '=', paymentId)
    .where('state', '=', 'processing')
    .execute()
}

// Also when the money has come meanwhile. Asked, the provider does not say when the payer was done: not after they came back, or after the page closed.
async function noteBegun(tx: Tx, paymentId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ processingAt: sql`least(${at}::timestamptz, checkout_returned_at, expires_at)` })
    .where('id', '=', paymentId)
    .where('processingAt', 'is', null)
    .execute()
}

export type Ending = {
  state: 'failed' | 'expired' | 'cancelled'
  /** The page at the provider that is known to take no money any more; null: nobody was given one. */
  page: string | null
  failure?: string
  now: Temporal.Instant
}

/**
 * The payment ended without money. False when it has ended already, or has another page by now than the one that is
 * known to be closed: it does not end here while somebody can pay there.
 */
export async function endPayment(tx: Tx, paymentId: string, ending: Ending): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('payments')
    .set({
      state: ending.state,
      failure: ending.failure ?? null,
      stateAt: ending.now,
      nextCheckAt: null,
    })
    .where('id', '=', paymentId)
    .where('state', 'in', unfinished)
    .where((eb) =>
      eb.or([
        eb('checkoutSessionId', 'is', null),
        ...(ending.page === null ? [] : [eb('checkoutSessionId', '=', ending.page)]),
      ]),
    )
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * The provider gave no page to pay on: the attempt must not stand in the way of the next. One that has its page stays.
 * The provider may have made a page all the same: it is looked for, and closed.
 */
export async function abandonOpening(
  tx: Tx,
  paymentId: string,
  { failure, now }: { failure: OpeningFailure; now: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ state: 'cancelled', failure, stateAt: now, nextCheckAt: null })
    .where('id', '=', paymentId)
    .where('state', '=', 'opening')
    .execute()
  await askAgain(tx, paymentId)
}

/** How it is paid, by the provider's name. What is known stays. */
export async function noteMethod(tx: Tx, paymentId: string, method: string): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ method })
    .where('id', '=', paymentId)
    .where('method', 'is', null)
    .execute()
}

/** A card was declined; the Checkout page stays open for another. */
export async function noteDecline(tx: Tx, paymentId: string, failure: string): Promise<void> {
  await tx
    .updateTable('payments')
    .set({ failure })
    .where('id', '=', paymentId)
    .where('state', 'in', unfinished)
    .execute()
}

const waitsMs = [30_000, 60_000, 120_000, 600_000, 3_600_000]

/** When the provider is asked again about a payment left open: 30 s, 1, 2, 10 min, then hourly. */
export async function scheduleNextCheck(
  tx: Tx,
  paymentId: string,
  now: Temporal.Instant,
): Promise<void> {
  const row = await tx
    .updateTable('payments')
    .set((eb) => ({ checks: eb('checks', '+', 1) }))
    .where('id', '=', paymentId)
    .where('state', 'in', unfinished)
    .returning('checks')
    .executeTakeFirst()
  if (!row) return
  const milliseconds = waitsMs[Math.min(row.checks, waitsMs.length) - 1] ?? 3_600_000
  await tx
    .updateTable('payments')
    .set({ nextCheckAt: now.add({ milliseconds }) })
    .where('id', '=', paymentId)
    .execute()
}
