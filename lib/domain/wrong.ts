/** What a borrower can say is wrong. */
export const wrongs = ['already_paid', 'not_mine', 'amount', 'paid_off', 'other'] as const
export type Wrong = (typeof wrongs)[number]

export const noteMaximumLength = 1000
export const paymentReferenceMaximumLength = 80
/** Messages that a borrower can send about one loan in 24 hours: each is read by a person. */
export const mostMessagesInDay = 5

export type WrongMessage = { what: Wrong; note: string; paymentReference: string }
export type WrongFaults = {
  what?: 'choose_one'
  note?: 'too_long' | 'say_what'
  paymentReference?: 'too_long'
}
export type WrongReading = { ok: true; message: WrongMessage } | { ok: false; faults: WrongFaults }

/** Reads what was chosen and typed; "something else" must be said in words. */
export function readWrong(typed: {
  what: string
  note: string
  paymentReference: string
}): WrongReading {
  const what = wrongs.find((name) => name === typed.what)
  const note = typed.note.replaceAll('\r\n', '\n').replaceAll('\0', '').trim()
  const paymentReference = typed.paymentReference.replaceAll('\0', '').trim()
  const faults: WrongFaults = {
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
