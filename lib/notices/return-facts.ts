import type { Database } from '#lib/db/client.ts'
import { lastDayOf } from '#lib/domain/lock/hold.ts'
import { formatMoney } from '#lib/domain/money/money.ts'
import { isCourierInVain } from '#lib/domain/return/courier.ts'
import { handOverDay } from '#lib/domain/return/hand-over.ts'
import { formatDay, formatUntil, type Reader } from '#lib/i18n/format.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { loanHeldOpenUntil } from '#lib/lock-rules/left-open.ts'

/** What a notice about a return says: how the phone comes back, until when it is open, what came of it. */
export async function returnFacts(
  db: Database,
  { returnId = '', page = '' }: Record<string, string>,
  reader: Reader,
) {
  const found = await db
    .selectFrom('returns')
    .innerJoin('devices', 'devices.id', 'returns.deviceId')
    .innerJoin('loans', 'loans.id', 'returns.loanId')
    .select([
      'returns.id',
      'returns.reference',
      'returns.handOver',
      'returns.scheduledAt',
      'returns.dropOffPoint',
    ])
    .select([
      'returns.state',
      'returns.courierSlot',
      'returns.courierOn',
      'returns.sendBy',
      'returns.dataWindowUntil',
      'returns.answerBy',
    ])
    .select(['returns.owedAfterMinor', 'returns.scheduleNote', 'returns.decisionNote'])
    .select(['devices.brand', 'devices.model', 'loans.currency', 'loans.id as loanId'])
    .where('returns.id', '=', returnId)
    .executeTakeFirstOrThrow()
  const { id, reference, brand, model, currency, handOver, dropOffPoint } = found
  const lastDay = (until: Temporal.Instant | null) =>
    until ? formatDay(lastDayOf(until, reader.timeZone), reader, 'long') : ''
  const { dataWindowUntil: heldUntil } = found
  const loan = await readLoan(db, found.loanId)
  const keptOpenUntil =
    heldUntil && (await loanHeldOpenUntil(db, loan, { heldUntil, now: reader.now }))
  const amountMinor = found.owedAfterMinor ?? 0n
  return {
    reference,
    phone: `${brand} ${model}`,
    way: handOver === 'courier' && !found.scheduledAt ? 'courier_asked' : (handOver ?? 'drop_off'),
    point: dropOffPoint ?? '',
    day: dayOf(handOverDay(found), reader),
    courier: isCourierInVain(found, reader) ? 'in_vain' : 'none',
    ended: found.state === 'withdrawn' ? 'withdrawn' : 'paid',
    openUntil: lastDay(heldUntil),
    keptOpenUntil: keptOpenUntil ? formatUntil(keptOpenUntil, reader) : '',
    answerBy: lastDay(found.answerBy),
    amount: formatMoney({ amountMinor, currency }, reader.locale),
    rest: amountMinor > 0n ? 'some' : 'none',
    note: found.decisionNote ?? found.scheduleNote ?? '',
    path: page ? `/returns/${id}/${page}` : `/returns/${id}`,
  }
}

function dayOf(day: Temporal.PlainDate | null, reader: Reader): string {
  return day ? formatDay(day, reader) : ''
}
