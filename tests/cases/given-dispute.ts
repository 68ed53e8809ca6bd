import { transaction } from '#lib/db/transaction.ts'
import type { BorrowerDispute } from '#lib/domain/borrower-dispute.ts'
import { type AnswerAct, answerDispute } from '#lib/workflows/disputes/answer-dispute.ts'
import { type MessageTaken, takeMessage } from '#lib/workflows/holds/take-message.ts'
import type { GivenLoan } from '#tests/support/lender.ts'
import type { GivenStaff } from '#tests/support/staff.ts'

type Message = Partial<BorrowerDispute>

/** A borrower says that something is wrong, whatever comes of it. */
export function trySaying(
  loan: GivenLoan,
  message: Message = {},
  now = Temporal.Now.instant(),
): Promise<MessageTaken> {
  const said: BorrowerDispute = { what: 'already_paid', note: '', paymentReference: '', ...message }
  const by = `borrower:${loan.borrowerId}`
  return transaction((tx) => takeMessage(tx, { loanId: loan.loanId, message: said, by, now }))
}

/** The same, where it must be taken. */
export async function say(loan: GivenLoan, message?: Message, now?: Temporal.Instant) {
  const taken = await trySaying(loan, message, now)
  if ('refusal' in taken) throw new Error(taken.refusal)
  return taken
}

/** Somebody of the staff answers it. */
export function answer(staff: GivenStaff, caseId: string, values: Partial<AnswerAct> = {}) {
  return transaction((tx) =>
    answerDispute(tx, {
      lenderId: staff.lenderId,
      caseId,
      staffId: staff.id,
      seenVersion: 1,
      outcome: 'not_upheld',
      answer: 'Your bank never sent the money.',
      note: null,
      now: Temporal.Now.instant(),
      ...values,
    }),
  )
}
