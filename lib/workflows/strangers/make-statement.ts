import type { Lender } from '#lib/db/lenders.ts'
import { makeCode } from '#lib/db/signed-codes.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { imeiTail } from '#lib/domain/identity/imei.ts'
import { type LoanRecord, lockLoan } from '#lib/ledger/ledger.ts'
import { endSettlementLink, makeSettlementLink } from '#lib/payments/links/settlement-link.ts'
import { endsLoan } from '#lib/statements/ends-loan.ts'
import { keepStatement, withdrawStatements } from '#lib/statements/keep-statement.ts'
import { type PhoneStated, phoneStated } from '#lib/statements/phone-stated.ts'

type Wanted = {
  lender: Lender
  deviceId: string
  /** `borrower:{id}`, or `pay_link:{id}` of whoever paid the loan off. */
  madeBy: string
  /** Whoever paid is told that the phone is free, or nothing. */
  onlyFree?: boolean
  now: Temporal.Instant
}

/** Why nothing is stated. `not_yet`: it is paid, and nobody has said yet that the lock is gone. `disputed`: a bank may take money back. */
export type StatementRefusal = 'missing' | 'handed_back' | 'not_yet' | 'disputed' | 'no_amount'

/**
 * States what is true of a phone's lock: that it was removed for good and nothing is owed, or which amount ends the loan. With an
 * amount comes the link by which a buyer pays it, where the lender lets others pay.
 */
export async function makeStatement(
  tx: Tx,
  wanted: Wanted,
): Promise<{ code: string } | { refusal: StatementRefusal }> {
  const { lender, deviceId, madeBy, now } = wanted
  const named = await phoneStated(tx, lender.id, deviceId)
  if (!named) return { refusal: 'missing' }
  // The loan first, as everywhere: what is then read of the phone cannot be overtaken by money.
  const loan = await lockLoan(tx, named.loanId)
  const phone = (await phoneStated(tx, lender.id, deviceId)) ?? named
  if (phone.handedBackAt) return { refusal: 'handed_back' }
  const code = makeCode('statement', lender.id)
  const about = aboutPhone(phone, { lender, code, now })
  const kept = { lenderId: lender.id, deviceId, madeBy, now }
  if (loan.outstandingMinor === 0n) {
    if (phone.lockState !== 'released') return { refusal: 'not_yet' }
    const since = (phone.lockStateAt ?? now).toString()
    const stated = { ...about, kind: 'free', since } as const
    await takeBackStatement(tx, { ...wanted, loan })
    await keepStatement(tx, { ...kept, stated, endsAt: null, payLinkId: null })
    return { code }
  }
  const offer = wanted.onlyFree ? undefined : endsLoan(loan, now)
  if (!offer) return { refusal: loan.isDisputed ? 'disputed' : 'no_amount' }
  await takeBackStatement(tx, { ...wanted, loan })
  const { amountMinor, currency, until, endsAt } = offer
  const made = await makeSettlementLink(tx, {
    loan,
    actor: madeBy,
    caseId: null,
    reason: `statement ${code}`,
    now,
  })
  const payLinkId = 'payLinkId' in made ? made.payLinkId : null
  const stated = {
    ...about,
    kind: 'owed',
    amountMinor: String(amountMinor),
    currency,
    until,
  } as const
  await keepStatement(tx, { ...kept, stated, endsAt, payLinkId })
  return { code }
}

/** Takes back what this person stated about the phone, with the link that came with it. */
export async function takeBackStatement(
  tx: Tx,
  { lender, deviceId, madeBy, now, loan }: Wanted & { loan: Pick<LoanRecord, 'loanId'> },
): Promise<void> {
  const of = { lenderId: lender.id, now }
  const links = await withdrawStatements(tx, { ...of, deviceId, madeBy, purpose: 'lock' })
  for (const payLinkId of links)
    await endSettlementLink(tx, { ...of, loanId: loan.loanId, payLinkId, actor: madeBy })
}

/** What every statement says of the phone. */
export function aboutPhone(
  { brand, model, imei, imei2 }: PhoneStated,
  { lender, code, now }: { lender: Lender; code: string; now: Temporal.Instant },
) {
  const imeiEnds = [imei, imei2].filter((one) => one !== null).map(imeiTail)
  const { name, host } = lender
  return {
    keyturn: 1,
    lender: name,
    host,
    code,
    brand,
    model,
    imeiEnds,
    madeAt: now.toString(),
  } as const
}
