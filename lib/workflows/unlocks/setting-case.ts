import { openCase } from '#lib/cases/open-case.ts'
import type { Tx } from '#lib/db/transaction.ts'
import type { LockError } from '#lib/gateways/mdm/port.ts'
import type { SmsFailure } from '#lib/gateways/sms/sms.ts'

/** What no phone and no borrower can mend: an address, a secret or an agreement with the lock service. */
export function isOurSetting(error: LockError): boolean {
  return error.class === 'config' || error.class === 'auth_expired'
}

/** Puts before a person, once, that a lock service does not let the lender in. */
export function openLockServiceCase(
  tx: Tx,
  { lenderId, provider }: { lenderId: string; provider: string },
  error: LockError,
): Promise<void> {
  return openCase(tx, {
    lenderId,
    kind: 'mdm_configuration',
    dedupeKey: `config:${lenderId}:${provider}`,
    detail: { errorClass: error.class, detail: error.detail ?? null },
  })
}

/** The same of the gateway for texts. */
export function openTextGatewayCase(tx: Tx, lenderId: string, failure: SmsFailure): Promise<void> {
  return openCase(tx, {
    lenderId,
    kind: 'sms_configuration',
    dedupeKey: `config:${lenderId}:sms`,
    detail: { failure: failure.message },
  })
}
