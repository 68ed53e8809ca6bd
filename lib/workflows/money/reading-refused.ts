import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { PaymentNamed, ProviderRefusal } from '#lib/gateways/psp/port.ts'
import { lendersConcerned } from '#lib/payments/payment-named.ts'

/** The provider does not let us read what became of money: everybody whose money it may be is told once, in its own words. */
export async function readingRefused(
  tx: Tx,
  { code, message }: ProviderRefusal,
  named?: PaymentNamed,
): Promise<void> {
  for (const lenderId of await lendersConcerned(tx, named))
    await openCase(tx, {
      lenderId,
      kind: 'psp_configuration',
      dedupeKey: `psp_configuration:${lenderId}:${code}`,
      detail: { failure: code, providerSays: message },
    })
}
