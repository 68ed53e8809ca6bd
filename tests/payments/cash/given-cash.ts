import { twoWhoAgreed } from '#tests/approvals/given-agreed.ts'

/** By whom money is taken that two people have agreed on: it is booked, whatever it comes to. */
export function byTwo(lenderId: string, paymentId: string) {
  return twoWhoAgreed({ lenderId, kind: 'cash', subjectId: paymentId })
}
