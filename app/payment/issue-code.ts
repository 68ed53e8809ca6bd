import { line } from '#app/form-values.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { connectionOf } from '#lib/gateways/mdm/connections.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import {
  type CodeFor,
  type CodeRefusal,
  keepCode,
  mayIssueCode,
} from '#lib/unlocks/offline-code.ts'

type CodeIssued =
  | { ok: true }
  | CodeRefusal
  | { refusal: 'passkey_needed' | 'passkey_wrong' | 'no_codes' | 'not_now' }

/** A passkey as it is read off a phone; undefined where none was asked for. */
export const passkeyField = line(40)
  .transform((typed) => typed.replace(/[\s-]/g, ''))
  .optional()

/** Gets a code for a phone without internet from its lock service, for a payment that has been booked, or for a phone that is to open. */
export async function issueCode(request: {
  about: CodeFor
  passkey: string | undefined
  actor: string
}): Promise<CodeIssued> {
  const allowed = await transaction((tx) => mayIssueCode(tx, request.about))
  if ('refusal' in allowed) return allowed
  const port = portFor(await connectionOf(database(), allowed.lenderId, allowed.device.provider))
  const kind = port.capabilities.offlineCode
  if (kind === 'none') return { refusal: 'no_codes' }
  if (kind === 'needs_passkey' && !request.passkey) return { refusal: 'passkey_needed' }
  const reading = await port.issueOfflineCode(allowed.device, request.passkey)
  if (!reading.ok)
    return { refusal: reading.error.class === 'invalid_request' ? 'passkey_wrong' : 'not_now' }
  await transaction((tx) => keepCode(tx, allowed, { code: reading.value, actor: request.actor }))
  return { ok: true }
}

/** How a form that may carry a passkey is refused: one that was asked for and left empty is not one that is not known yet. */
export function passkeyRefusal(refusal: string, sent: string | undefined): string {
  return refusal === 'passkey_needed' && sent !== undefined ? 'passkey_missing' : refusal
}
