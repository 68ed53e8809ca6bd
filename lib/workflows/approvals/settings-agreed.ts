import { lenderById } from '#lib/db/lenders.ts'
import type { Tx } from '#lib/db/transaction.ts'
import { changeApprovedSettings } from '#lib/settings/proposal.ts'
import { flagContacts } from '#lib/workflows/settings/flag-contacts.ts'
import type { Agreed } from './agreed.ts'

/** Puts settings into force that two people agreed on. False when they are not as they were when it was asked. */
export async function settingsAgreed(tx: Tx, agreed: Agreed): Promise<boolean> {
  const { outcome } = await changeApprovedSettings(tx, agreed, agreed.now)
  if (outcome === 'changed')
    await flagContacts(tx, await lenderById(tx, agreed.lenderId), agreed.now)
  return outcome === 'changed' || outcome === 'same'
}
