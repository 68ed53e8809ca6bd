import { randomUUID } from 'node:crypto'
import { transaction } from '#lib/db/transaction.ts'
import { decideAsked } from '#lib/workflows/approvals/decide-asked.ts'
import { takeCash } from '#lib/workflows/money/cash-by-staff.ts'
import { byTwo } from '#tests/payments/cash/given-cash.ts'
import { loanRow } from '#tests/payments/given-payment.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { givenDeliveries } from '#tests/workflows/unlocks/given-delivery.ts'

/** A lender with phones to open, and two of its staff: one asks, the other decides. Call once, at the top. */
export async function givenStaffActs() {
  const deliveries = await givenDeliveries()
  const lenderId = deliveries.lender.id
  const agent = await givenStaff(deliveries.lender, 'agent')
  const approver = await givenStaff(deliveries.lender, 'approver')

  async function cash(loan: GivenLoan, amountMinor: bigint) {
    const now = Temporal.Now.instant()
    const paymentId = randomUUID()
    const by = await byTwo(lenderId, paymentId)
    const { outstandingMinor: seenOutstandingMinor } = await loanRow(loan)
    await transaction((tx) =>
      takeCash(tx, {
        lenderId,
        loanId: loan.loanId,
        paymentId,
        amountMinor,
        seenOutstandingMinor,
        method: 'cash',
        officeReceipt: paymentId,
        locale: 'en',
        ...by,
        takenOn: now.toZonedDateTimeISO('Asia/Colombo').toPlainDate(),
        now,
      }),
    )
    return paymentId
  }

  function decide(approvalId: string, decision: 'approved' | 'refused' = 'approved') {
    const word = { approvalId, staffId: approver.id, decision, note: 'Seen' }
    return transaction((tx) => decideAsked(tx, { ...word, now: Temporal.Now.instant() }))
  }

  return { ...deliveries, lenderId, agent, cash, decide }
}
