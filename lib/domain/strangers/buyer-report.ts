import { isMailAddress } from '#lib/domain/identity/email.ts'
import { readImei } from '#lib/domain/identity/imei.ts'

/** What somebody wants who bought a phone and found it locked. */
export const buyerWishes = ['know', 'pay_off', 'report'] as const
export type BuyerWish = (typeof buyerWishes)[number]

/** What staff find out about such a sale; nobody else reads it. */
export const buyerFindings = [
  'fair_sale',
  'straw_purchase',
  'first_party_fraud',
  'stolen',
  'not_ours',
  'unclear',
] as const
export type BuyerFinding = (typeof buyerFindings)[number]

export const listingMaximumLength = 500
export const buyerNoteMaximumLength = 1_000
export const buyerAnswerMaximumLength = 2_000

export type BuyerReport = {
  wish: BuyerWish
  listing: string
  note: string
  email: string | null
  imei: string | null
}
export type TypedReport = Record<keyof BuyerReport, string>
export type ReportFaults = {
  wish?: 'choose_one'
  listing?: 'say_what' | 'too_long'
  note?: 'too_long'
  email?: 'not_email'
  imei?: 'not_imei'
}

/** Reads what was chosen and typed. An IMEI is only checked for its own digits: nothing is looked up. */
export function readBuyerReport(
  typed: TypedReport,
): { ok: true; report: BuyerReport } | { ok: false; faults: ReportFaults } {
  const wish = buyerWishes.find((name) => name === typed.wish)
  const listing = plain(typed.listing)
  const note = plain(typed.note)
  const email = typed.email.trim()
  const imei = typed.imei.trim() === '' ? null : readImei(typed.imei)
  const faults: ReportFaults = {
    ...(!wish && { wish: 'choose_one' }),
    ...(listing === '' && note === '' && { listing: 'say_what' }),
    ...(listing.length > listingMaximumLength && { listing: 'too_long' }),
    ...(imei !== null && 'refusal' in imei && { imei: 'not_imei' }),
    ...(note.length > buyerNoteMaximumLength && { note: 'too_long' }),
    ...(email !== '' && !isMailAddress(email) && { email: 'not_email' }),
  }
  if (!wish || Object.keys(faults).length > 0) return { ok: false, faults }
  const read = imei !== null && 'imei' in imei ? imei.imei : null
  return { ok: true, report: { wish, listing, note, email: email || null, imei: read } }
}

function plain(text: string): string {
  return text.replaceAll('\r\n', '\n').trim()
}

export type BuyerAnswerFaults = { outcome?: 'choose_one'; answer?: 'missing' | 'too_long' }

export function readBuyerAnswer(typed: { outcome: string; answer: string }) {
  const outcome = buyerFindings.find((name) => name === typed.outcome)
  const answer = plain(typed.answer)
  const faults: BuyerAnswerFaults = {
    ...(!outcome && { outcome: 'choose_one' }),
    ...(answer === '' && { answer: 'missing' }),
    ...(answer.length > buyerAnswerMaximumLength && { answer: 'too_long' }),
  }
  if (!outcome || Object.keys(faults).length > 0) return { ok: false as const, faults }
  return { ok: true as const, outcome, answer }
}
