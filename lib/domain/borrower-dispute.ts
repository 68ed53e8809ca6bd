export const disputeKinds = ['already_paid', 'not_mine', 'amount', 'paid_off', 'other'] as const
export type DisputeKind = (typeof disputeKinds)[number]

export const noteMaximumLength = 1000
export const paymentReferenceMaximumLength = 80
/** Messages that a borrower can send about one loan in 24 hours: each is read by a person. */
export const mostMessagesInDay = 5

export type BorrowerDispute = { what: DisputeKind; note: string; paymentReference: string }
export type DisputeFaults = {
  what?: 'choose_one'
  note?: 'too_long' | 'say_what'
  paymentReference?: 'too_long'
}
type DisputeReading = { ok: true; message: BorrowerDispute } | { ok: false; faults: DisputeFaults }

/** Reads what was chosen and typed; "something else" must be said in words. */
export function readDispute(typed: {
  what: string
  note: string
  paymentReference: string
}): DisputeReading {
  const what = disputeKinds.find((name) => name === typed.what)
  const note = typed.note.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  const paymentReference = typed.paymentReference.replaceAll('\0', '').trim()
  const faults: DisputeFaults = {
    ...(!what && { what: 'choose_one' }),
    ...(what === 'other' && note === '' && { note: 'say_what' }),
    ...(note.length > noteMaximumLength && { note: 'too_long' }),
    ...(paymentReference.length > paymentReferenceMaximumLength && {
      paymentReference: 'too_long',
    }),
  }
  if (!what || Object.keys(faults).length > 0) return { ok: false, faults }
  return { ok: true, message: { what, note, paymentReference } }
}
