import { redirect } from 'next/navigation'
import { requirePhone } from '#app/(borrower)/phones/[deviceId]/own-phone.ts'
import { missing } from '#app/missing.ts'
import { messageOf } from '#lib/cases/message-of.ts'
import { database } from '#lib/db/client.ts'
import { purchaseOf } from '#lib/loans/purchase.ts'
import { statementOf } from '#lib/statements/queries.ts'

/** What the borrower's page to take along says; where none stands that is true, they are led to make one. */
export async function requirePack(deviceId: string) {
  const { lender, borrower, phone, reader } = await requirePhone(deviceId)
  const madeBy = `borrower:${borrower.id}`
  const about = { deviceId, madeBy, purpose: 'visit', now: reader.now } as const
  const [purchase, statement, message] = await Promise.all([
    purchaseOf(database(), borrower.id, deviceId),
    statementOf(database(), lender.id, about),
    messageOf(database(), borrower.id, deviceId),
  ])
  if (!purchase) return missing()
  const stated = statement?.stated
  if (statement?.validity !== 'valid' || stated?.kind !== 'financed')
    return redirect(`/phones/${deviceId}/visit`)
  const reference = message?.closedAt === null ? message.reference : undefined
  return { lender, phone, reader, purchase, stated, reference }
}

export type Pack = Awaited<ReturnType<typeof requirePack>>
