import { larger, type MoneyText, moneyOf } from './money.ts'

/** Somebody on the way to pay for a loan, or whose money waits for a person. */
export type Attempt = {
  paymentId: string
  /** `processing`: the payer is done, and the money takes days. `set_aside`: it is here, and with a person. */
  state: 'opening' | 'open' | 'processing' | 'set_aside'
  /** The pay link that it was opened from; null: the borrower opened it. */
  payLinkId: string | null
  /** What was asked; of one that is `set_aside`, what came. */
  amountMinor: bigint
  currency: string
  /** What was owed in all when it was begun. */
  owedMinor: bigint | null
  startedAt: Temporal.Instant
  /** How it is paid, by the provider's name; null until that is known. */
  method: string | null
  /** Until when its page takes money, once it has one; of one that is `processing`, until when its voucher can be paid. */
  expiresAt: Temporal.Instant | null
  /** Since when the payer is at the provider's page; null: they came back without paying, or were never sent there. */
  atCheckoutSince: Temporal.Instant | null
  /** When the payer came back from there without cancelling; null: they did not, or the provider has said how it ended. */
  checkoutReturnedAt: Temporal.Instant | null
}

/** What a voucher asks for that is still owed: all of it, a part, or nothing, because other money has come since it was made. */
export type StillNeeded = { kind: 'whole' | 'part' | 'none'; amountMinor: bigint }

/** `owedMinor`: what was owed in all when it was made; null: nobody knows. */
export function stillNeeded(
  { askedMinor, owedMinor }: { askedMinor: bigint; owedMinor: bigint | null },
  outstandingMinor: bigint,
): StillNeeded {
  const cameSinceMinor = owedMinor === null ? 0n : larger(owedMinor - outstandingMinor, 0n)
  if (outstandingMinor === 0n || cameSinceMinor >= askedMinor)
    return { kind: 'none', amountMinor: 0n }
  if (cameSinceMinor === 0n) return { kind: 'whole', amountMinor: askedMinor }
  return { kind: 'part', amountMinor: askedMinor - cameSinceMinor }
}

/** An attempt as it stands when money of it is set aside. */
export function withSetAside<A extends Attempt>(attempt: A, setAside: MoneyText | null): A {
  return setAside ? { ...attempt, ...moneyOf(setAside), state: 'set_aside' } : attempt
}

/** How long a page at the provider takes money. The provider allows no less than 30 minutes. */
export const pageMinutes = 40
const leastPageMinutes = 30

// How long the holder of a link waits for a borrower who is paying: reading, typing a card, the bank's question.
const borrowerFirstMinutes = 20

/** Until when the provider can be asked for the page of an attempt that was written at a moment. */
export function openableUntil(startedAt: Temporal.Instant): Temporal.Instant {
  return startedAt.add({ minutes: pageMinutes - leastPageMinutes })
}

/** Why the provider gave no page to pay on: nobody was ever asked for a card. */
export const openingFailures = ['provider_unreachable', 'provider_refused'] as const
export type OpeningFailure = (typeof openingFailures)[number]

/** It ended before its payer had a page to pay on: nobody cancelled it. */
export function wasNotStarted({
  state,
  failure,
}: {
  state: string
  failure: string | null
}): boolean {
  return state === 'cancelled' && openingFailures.some((one) => one === failure)
}

/** Its payer is not done, as far as is known. */
export function isUnfinished({ state }: Pick<Attempt, 'state'>): boolean {
  return state === 'opening' || state === 'open'
}

/** Its payer has probably paid: until the provider says how it ended, nobody may send them to pay again. */
export function isChecking({
  state,
  checkoutReturnedAt,
}: {
  state: string
  checkoutReturnedAt: Temporal.Instant | null
}): boolean {
  return (state === 'opening' || state === 'open') && checkoutReturnedAt !== null
}

/** Nobody can pay these any more: their page has closed, or the provider never gave one and would refuse by now. */
export function isOver(attempt: Attempt, now: Temporal.Instant): boolean {
  const { state, startedAt, expiresAt } = attempt
  if (!isUnfinished(attempt)) return false
  const endsAt = state === 'opening' ? openableUntil(startedAt) : (expiresAt ?? now)
  return Temporal.Instant.compare(endsAt, now) <= 0
}

// Money of a bank clears within this time.
const clearingDays = 14

type Lasting = {
  state: string
  createdAt: Temporal.Instant
  expiresAt: Temporal.Instant | null
  checkoutReturnedAt: Temporal.Instant | null
}

/**
 * How long a payment whose page the provider does not know is asked about: until nobody can pay there, and where its payer
 * has probably paid until that money would have come.
 */
export function unknownPageEndsAt(payment: Lasting): Temporal.Instant {
  const { state, createdAt, expiresAt, checkoutReturnedAt } = payment
  const closesAt = expiresAt ?? openableUntil(createdAt)
  const mayBePaid = state === 'processing' || checkoutReturnedAt !== null
  return mayBePaid ? closesAt.add({ hours: clearingDays * 24 }) : closesAt
}

/** Another way in which the same loan is being paid, as whoever wants to pay must know it. */
export type Rival =
  /** Their own, not finished: the new one takes its place. */
  | { kind: 'own'; attempt: Attempt }
  /** Somebody else's, not finished: it is closed only when they say so. */
  | { kind: 'somebody'; attempt: Attempt }
  /** Its payer is done, and the money takes days; or it is here, neither booked nor given back. */
  | { kind: 'clearing' | 'set_aside'; attempt: Attempt }
  /** A voucher was made, and can still be paid; or it could be paid until a moment, and nobody knows yet whether it was. */
  | { kind: 'voucher' | 'voucher_over'; attempt: Attempt; untilAt: Temporal.Instant }
  /** The borrower is paying: no link takes their page away. */
  | { kind: 'borrower_first'; attempt: Attempt; untilAt: Temporal.Instant }

export type Beside = Rival | { kind: 'checking'; attempt: Attempt }

/** What stands beside one more attempt by this payer: a borrower (null) or the holder of a pay link. What is here counts first, then what clears. */
export function rivalOf(
  attempts: readonly Attempt[],
  payLinkId: string | null,
  now: Temporal.Instant,
): Rival | undefined {
  const open = attempts.find((one) => isUnfinished(one) && !isOver(one, now))
  const untilAt = open && payLinkId !== null ? borrowerFirstUntil(open) : undefined
  if (open && untilAt && Temporal.Instant.compare(untilAt, now) > 0)
    return { kind: 'borrower_first', attempt: open, untilAt }
  const setAside = attempts.find(({ state }) => state === 'set_aside')
  if (setAside) return { kind: 'set_aside', attempt: setAside }
  const clearing = attempts.find(({ state }) => state === 'processing')
  const voucherUntil = clearing?.expiresAt
  if (clearing && voucherUntil) {
    const kind = Temporal.Instant.compare(voucherUntil, now) > 0 ? 'voucher' : 'voucher_over'
    return { kind, attempt: clearing, untilAt: voucherUntil }
  }
  if (clearing) return { kind: 'clearing', attempt: clearing }
  if (!open) return undefined
  return { kind: open.payLinkId === payLinkId ? 'own' : 'somebody', attempt: open }
}

/**
 * What a page says of all that stands beside one more attempt, each by itself. Money that the provider is asked about comes
 * first; for a link that must wait there is nothing else.
 */
export function besidesOf(
  attempts: readonly Attempt[],
  payLinkId: string | null,
  now: Temporal.Instant,
): Beside[] {
  const first = besideOf(attempts, payLinkId, now)
  if (!first || first.kind === 'borrower_first') return first ? [first] : []
  const others = attempts
    .filter((one) => one !== first.attempt)
    .map((one) => besideOf([one], payLinkId, now))
  return [first, ...others.filter((one) => one !== undefined)]
}

function besideOf(
  attempts: readonly Attempt[],
  payLinkId: string | null,
  now: Temporal.Instant,
): Beside | undefined {
  const rival = rivalOf(attempts, payLinkId, now)
  const attempt = attempts.find(isChecking)
  return attempt && rival?.kind !== 'borrower_first' ? { kind: 'checking', attempt } : rival
}

/** How a page names what stands beside one more payment: a voucher that asks for more than is owed by now is past. */
export function besideKind<B extends Beside>(
  { kind, attempt }: B,
  outstandingMinor: bigint,
): B['kind'] | 'voucher_past' {
  const { amountMinor: askedMinor, owedMinor } = attempt
  const isWhole = stillNeeded({ askedMinor, owedMinor }, outstandingMinor).kind === 'whole'
  return kind === 'voucher' && !isWhole ? 'voucher_past' : kind
}

function borrowerFirstUntil({ payLinkId, state, ...attempt }: Attempt) {
  if (payLinkId !== null) return undefined
  if (state === 'opening') return openableUntil(attempt.startedAt)
  return attempt.atCheckoutSince?.add({ minutes: borrowerFirstMinutes })
}

/** One page at the provider that was opened for a loan. */
type PageOpened = { payLinkId: string | null; openedAt: Temporal.Instant }

// Far above what paying takes: a page asked for again in time is the same page.
const pagesPerHour = { link: 10, links: 20, borrower: 30 }

/** When one more page may be opened by this payer; undefined: now. `pages`: those of the last hour. */
export function pagesLimitedUntil(
  pages: readonly PageOpened[],
  payLinkId: string | null,
): Temporal.Instant | undefined {
  const theirs = pages.filter((page) => page.payLinkId === payLinkId)
  if (payLinkId === null) return freeAt(theirs, pagesPerHour.borrower)
  const byLinks = pages.filter((page) => page.payLinkId !== null)
  return freeAt(theirs, pagesPerHour.link) ?? freeAt(byLinks, pagesPerHour.links)
}

function freeAt(pages: readonly PageOpened[], most: number): Temporal.Instant | undefined {
  const newestFirst = pages
    .map(({ openedAt }) => openedAt)
    .sort((a, b) => Temporal.Instant.compare(b, a))
  return newestFirst[most - 1]?.add({ hours: 1 })
}
