/** What an account prints on its payers' statements; null: it says none. */
export type PaymentAccount = { cardPrefix: string | null; statementName: string | null }

const mostSigns = 22

/**
 * The name on the payer's statement: for a card the account's prefix and the lender's own, cut together; for any other
 * way the account's name (docs.stripe.com/get-started/account/statement-descriptors). Undefined: not known.
 */
export function statementNameOf(
  account: PaymentAccount | undefined,
  { suffix, method }: { suffix: string; method: string },
): string | undefined {
  if (!account) return undefined
  if (method !== 'card') return account.statementName ?? undefined
  if (!account.cardPrefix) return undefined
  return `${account.cardPrefix}* ${suffix}`.slice(0, mostSigns).trimEnd()
}
