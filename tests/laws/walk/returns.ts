import { sumOf } from '#tests/laws/oracle/balance.ts'
import { dayOf } from '#tests/laws/oracle/calendar.ts'
import {
  agree,
  arrange,
  done,
  end,
  inspect,
  offer,
  receive,
  settle,
} from '#tests/returns/given-return.ts'
import { takeHolds, unlessRefused } from './arrangements.ts'
import { type OracleLife, stampPostings } from './life.ts'

export async function arrangeReturn(life: OracleLife): Promise<boolean> {
  const { given, now } = life
  if (life.returnId) return false
  const returnId = await offer(given, now).catch(unlessRefused)
  if (!returnId) return false
  life.returnId = returnId
  life.returnAsOn = dayOf(life.rules, now)
  await arrange({ loan: given, returnId, now })
  await takeHolds(life)
  return true
}

export async function callReturnOff(life: OracleLife): Promise<boolean> {
  const { given, now, returnId, oracle } = life
  if (!returnId || oracle.isHandedBack) return false
  life.returnId = undefined
  const ended = await end({ loan: given, returnId, now }, 'withdrawn')
  if ('refusal' in ended) return false
  oracle.holds.takeBack(returnId, now)
  return true
}

/** The phone comes: what else was arranged ends, and nobody needs to be warned. */
export async function receivePhone(life: OracleLife): Promise<boolean> {
  const { given, now, returnId, returnAsOn, oracle, plan, promised } = life
  if (!returnId || !returnAsOn || oracle.isHandedBack) return false
  const received = await receive({ loan: given, returnId, now })
  if ('refusal' in received) return false
  oracle.isHandedBack = true
  await stampPostings(life)
  if (plan) life.costMinor += plan.oracle.leave(oracle.balance, returnAsOn)
  life.plan = undefined
  oracle.plan = undefined
  if (promised) oracle.holds.end(promised.id, now)
  life.promised = undefined
  await takeHolds(life)
  return true
}

/** It is looked at, agreed on, and taken off what is owed. */
export async function settlePhone(life: OracleLife): Promise<boolean> {
  const { given: loan, now, returnId, oracle } = life
  if (!returnId || !oracle.isHandedBack || life.isReturnSettled) return false
  const acting = { loan, returnId, now }
  done(await inspect(acting, 'good'))
  done(await agree(acting))
  done(await settle(acting))
  life.isReturnSettled = true
  await stampPostings(life)
  oracle.settleReturn(sumOf(life.fileSchedule) + life.costMinor, now)
  await takeHolds(life)
  return true
}
