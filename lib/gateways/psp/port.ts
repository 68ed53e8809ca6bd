import type { Language } from '#lib/domain/languages.ts'
import type { Money } from '#lib/domain/money/money.ts'
import type { PaymentMethod } from '#lib/domain/money/payment-methods.ts'
import type { PaymentAccount } from '#lib/domain/money/statement-name.ts'
import type { VoucherDetails } from '#lib/domain/voucher/voucher-details.ts'

/** An account at a payment service provider; the secrets are already opened. */
export type PspAccount = {
  provider: string
  secretKey: string
  /** Those that are valid: two while one replaces the other. */
  webhookSecrets: readonly string[]
  /** A sandbox in place of the provider. */
  apiBase: string | undefined
}

/** What the portal asks of a payment service provider. What it refuses for good is thrown as `ProviderRefused`. */
export type PaymentProvider = {
  /**
   * Opens a hosted page for a payment, without the payer's address where that is refused. The payment's id is the
   * idempotency key, so asking again within a day gives the same page.
   */
  openCheckout(request: CheckoutRequest): Promise<CheckoutOpened>
  /** The page that was made for a payment and not told of; undefined: none was made within that time. */
  findCheckout(paymentId: string, made: Span): Promise<string | undefined>
  readCheckout(sessionId: string): Promise<CheckoutReading>
  /** Ends a page that is still open, so that nobody can pay there any more; answers how it stands after. */
  closeCheckout(sessionId: string): Promise<CheckoutReading>
  /** Gives money of a payment back, once, however often and however late it is asked. */
  refund(wanted: RefundWanted): Promise<RefundReading>
  /** All that has become of money that something else speaks of. Undefined: the provider knows no such money. */
  readMoney(about: MoneyNamed): Promise<MoneyReading | undefined>
  /** The events about money that goes back that were made since then, newest first, a page at a time, as they are signed. */
  eventsSince(since: Temporal.Instant): AsyncIterable<Uint8Array[]>
  /** What the account prints on statements, and what it takes. */
  readAccount(): Promise<AccountReading>
  /** Why the signature on a raw body does not hold; undefined: it holds. */
  signatureFault(body: Uint8Array, headers: Headers): string | undefined
  /** An event as it was signed. Undefined when it is none, or one that nobody can read. */
  readEvent(body: Uint8Array): ProviderEvent | undefined
}

export type AccountReading = PaymentAccount & {
  accountRef: string
  /** The ways of paying that it can really take now; null: it does not say. */
  methods: PaymentMethod[] | null
}

export type Span = { from: Temporal.Instant; until: Temporal.Instant }

export type CheckoutRequest = {
  paymentId: string
  lenderId: string
  money: Money
  productName: string
  statementDescriptor: string
  paymentMethods: string[]
  /** For how many days a voucher can be paid, by method. */
  voucherDays: Partial<Record<PaymentMethod, number>>
  receiptEmail: string | null
  locale: Language
  expiresAt: Temporal.Instant
  successUrl: string
  cancelUrl: string
}

export type CheckoutOpened = {
  sessionId: string
  url: string
  expiresAt: Temporal.Instant
  /** The provider's no to the payer's address: the page was opened without it. */
  emailRefusal?: ProviderRefusal
}

/** What is to be paid at a shop, and until when it can be. */
export type Voucher = {
  /** The provider's own page of it; null: it named none. */
  url: string | null
  /** From when it can be paid no more. */
  expiresAt: Temporal.Instant
  details: VoucherDetails
}

/** How a page to pay on stands. Whatever a provider may add later reads as `open`, never as paid. */
export type CheckoutReading = {
  sessionId: string
  paymentId: string | null
  state: 'open' | 'processing' | 'paid' | 'failed' | 'expired'
  /** Where it can be paid, while it can. */
  page: { url: string; expiresAt: Temporal.Instant } | null
  /** The voucher that its payer holds and has not paid; null: none. Undefined: what was read does not say. */
  voucher?: Voucher | null | undefined
  paymentIntentId: string | null
  received: Money
  /** When the payer paid; null: not yet, or the event does not say it. */
  capturedAt: Temporal.Instant | null
  /** The provider's name of how it is paid, once that is settled. */
  method: string | null
  failure: string | null
  /** What the payer typed there as their e-mail address. */
  payerEmail?: string | null | undefined
}

export type RefundWanted = {
  /** Ours: the idempotency key, and the mark by which a refund is found again. */
  refundId: string
  paymentIntentId: string
  money: Money
}

export type RefundReading = {
  pspRefundId: string
  /** `requires_action`: the payer must first say where the money shall go. */
  state: 'requires_action' | 'pending' | 'succeeded' | 'failed'
  /** Until when they can. */
  actionDueAt: Temporal.Instant | null
  /** Why it failed, by the provider's name. */
  failure: string | null
}

/** How money is named at the provider. Old objects name only the charge. */
export type MoneyNamed = { paymentIntentId: string | null; chargeId: string | null }

/** Which of our payments something at the provider speaks of: by our own names in it, or by the money. */
export type PaymentNamed = MoneyNamed & { paymentId: string | null; lenderId: string | null }

/** Money that has come. */
export type Capture = { received: Money; method: string | null; capturedAt: Temporal.Instant }

/** All that has become of one payment's money. */
export type MoneyReading = {
  paymentIntentId: string
  named: PaymentNamed
  /** Null: nothing has come. */
  capture: Capture | null
  refunds: RefundTold[]
  disputes: DisputeTold[]
  warnings: WarningTold[]
}

/** A refund, whoever made it. */
export type RefundTold = {
  pspRefundId: string
  /** Ours, when we asked for it. */
  refundId: string | null
  about: MoneyNamed
  state: RefundReading['state']
  actionDueAt?: RefundReading['actionDueAt']
  money: Money
}

/** What a dispute took from the account, or gave back to it: one balance transaction. */
export type DisputeMovement = {
  id: string
  at: Temporal.Instant
  /** Taken by the payer's bank; negative: given back. */
  takenMinor: bigint
}

export type DisputeTold = {
  disputeId: string
  about: MoneyNamed
  status: string
  reason: string
  money: Money
  /** Until when it can be answered. */
  evidenceDueAt: Temporal.Instant | null
  movements: DisputeMovement[]
}

/** The card network warns of fraud. */
export type WarningTold = { warningId: string; about: MoneyNamed }

/** What is kept of an event, and what it says. */
export type ProviderEvent = {
  id: string
  /** By the provider's name. */
  type: string
  objectId: string | null
  /** Another account that it came through; null: our own. */
  account: string | null
  livemode: boolean
  createdAt: Temporal.Instant
  /** Why it is not ours to book. */
  elsewhere: 'other_account' | 'other_mode' | null
  named: PaymentNamed
  /** Throws when its content has a shape that nobody expected. */
  read(): ProviderNews
}

export type ProviderNews =
  | { kind: 'checkout'; reading: CheckoutReading }
  | {
      kind: 'captured'
      paymentIntentId: string
      paymentId: string | null
      capture: Omit<Capture, 'capturedAt'>
    }
  | { kind: 'declined'; paymentId: string | null; failure: string }
  | { kind: 'refund'; refund: RefundTold }
  /** How much has gone back in all; undefined refunds: it does not say by which. */
  | { kind: 'refunded'; totalMinor: bigint; refunds: RefundTold[] | undefined }
  /** `hasMoved`: it is told because money moved. */
  | { kind: 'dispute'; dispute: DisputeTold; hasMoved: boolean }
  | { kind: 'warning'; warning: WarningTold }
  /** Another event says the same, or it concerns no payment. */
  | { kind: 'nothing_new' }
  /** Not understood: only the provider can say what is true. */
  | { kind: 'unknown' }

/** A provider's no, in its own words: for staff, and for the provider's support. */
export type ProviderRefusal = {
  code: string
  message: string
  param: string | null
  /** It is about the key or the account, so every payment of the lender meets it. */
  isOfAccount: boolean
  /** It knows nothing by the name that was asked about. */
  isUnknown: boolean
}

/** Asking again brings the same answer, so another way is needed. */
export class ProviderRefused extends Error {
  readonly refusal: ProviderRefusal

  constructor(refusal: ProviderRefusal, cause: unknown) {
    super(refusal.message, { cause })
    this.name = 'ProviderRefused'
    this.refusal = refusal
  }
}

/**
 * What the provider said no to for good. Undefined when nothing is decided (an outage, too many requests): asking again
 * is right, after looking whether it was done all the same.
 */
export function refusalOf(cause: unknown): ProviderRefusal | undefined {
  return cause instanceof ProviderRefused ? cause.refusal : undefined
}
