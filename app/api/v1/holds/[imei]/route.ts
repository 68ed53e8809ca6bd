import { answer, refuse } from '#app/api/v1/answers.ts'
import { requireApiKey } from '#app/api/v1/require-api-key.ts'
import { unknownParameter } from '#app/api/v1/unknown-parameter.ts'
import { database } from '#lib/db/client.ts'
import { parseImei } from '#lib/domain/identity/imei.ts'
import { barsToLocking, reasonsToOpen } from '#lib/domain/lock/may-lock.ts'
import { isoMoment } from '#lib/domain/moment.ts'
import { referredHolds } from '#lib/holds/queries.ts'
import { phoneByImei } from '#lib/integrations/asked-phone.ts'
import { toHoldWire, toPhoneWire } from '#lib/integrations/wire.ts'
import { readLoan } from '#lib/ledger/ledger.ts'

export * from '#app/api/v1/only-get.ts'

type Context = { params: Promise<{ imei: string }> }

/** The one question before locking a phone: may it be locked, and if not, why and until when. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const caller = await requireApiKey(request)
  if (caller instanceof Response) return caller
  const unknown = unknownParameter(request)
  if (unknown) return unknown
  const imei = parseImei((await params).imei)
  if (!imei) return refuse(400, notAnImei)
  const phone = await phoneByImei(database(), caller.lender.id, imei)
  if (!phone) return refuse(404, notFound)
  const now = Temporal.Now.instant()
  const holds = await referredHolds(database(), phone.loanId, now)
  const balance = await readLoan(database(), phone.loanId)
  const { policy, timeZone } = caller.lender
  const clock = { policy, timeZone, now }
  const question = { ...phone, balance, heldUntil: holds[0]?.untilAt ?? null }
  const why = barsToLocking(question, clock)
  return answer({
    phone: toPhoneWire(phone),
    held: holds.length > 0,
    until: holds[0] ? isoMoment(holds[0].untilAt) : null,
    holds: holds.map(toHoldWire),
    mayLock: why.length === 0,
    why,
    openUntil: phone.openUntil && why.includes('open_until') ? isoMoment(phone.openUntil) : null,
    mayStayLocked: reasonsToOpen(question, clock).length === 0,
    asOf: isoMoment(now),
  })
}

const notAnImei = {
  code: 'not_an_imei',
  message: 'An IMEI has 15 digits, and its last one must fit the others.',
}
const notFound = { code: 'not_found', message: 'No phone with this IMEI is in your loan book.' }
