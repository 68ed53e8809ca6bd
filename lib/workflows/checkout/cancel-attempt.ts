import { transaction } from '#lib/db/transaction.ts'
import { refusalOf } from '#lib/gateways/psp/port.ts'
import { log } from '#lib/log.ts'
import { openRefusalCase } from './checkout-refused.ts'
import { closeAttempt } from './close-attempt.ts'

/** `failed`: trying again helps, as after an outage. `refused`: the provider said no, and a person has been told. */
type Cancelled = 'done' | 'failed' | 'refused'

/** Ends an attempt because its payer wants to; one that the provider does not end goes on. */
export async function cancelAttempt(paymentId: string, now: Temporal.Instant): Promise<Cancelled> {
  try {
    await closeAttempt(paymentId, now)
    return 'done'
  } catch (cause) {
    log.warn({ err: cause, paymentId }, 'a payment could not be cancelled at the payment provider')
    const refusal = refusalOf(cause)
    if (!refusal) return 'failed'
    await transaction((tx) => openRefusalCase(tx, paymentId, refusal))
    return 'refused'
  }
}
