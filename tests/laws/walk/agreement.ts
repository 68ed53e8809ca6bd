import { expect } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { readLoan } from '#lib/ledger/ledger.ts'
import { openDaysOf } from '#lib/lock-rules/open-spans.ts'
import { recordEvidence } from '#lib/unlocks/record-evidence.ts'
import sendUnlock from '#lib/workflows/unlocks/send-unlock.ts'
import { barsAt } from '#tests/holds/given-open-days.ts'
import { mayLock } from '#tests/laws/oracle/stays-open.ts'
import { loanRow, unlocksOf } from '#tests/payments/given-payment.ts'
import { arrears } from '#tests/promises/given-promise.ts'
import type { OracleLife } from './life.ts'

const waiting = ['requested', 'retry_wait', 'dispatching']
const live = [...waiting, 'accepted', 'needs_person']

/** The product says of a loan what the oracle says. */
export async function expectToAgree(life: OracleLife, after: string): Promise<void> {
  const { oracle, now, given } = life
  const { owedMinor: outstandingMinor, creditMinor } = oracle.balance
  expect(
    creditMinor > 0n && outstandingMinor > 0n,
    'the oracle has no credit beside what is owed',
  ).toBe(false)
  const { bars } = await barsAt(given, now)
  const balance = await readLoan(database(), given.loanId)
  const { usedDays: openDays } = await openDaysOf(database(), balance, now)
  expect(
    {
      ...(await loanRow(given)),
      arrearsMinor: await arrears(given, now),
      mayLock: bars.length === 0,
      openDays,
    },
    after,
  ).toEqual({
    outstandingMinor,
    creditMinor,
    arrearsMinor: oracle.arrearsMinor(now),
    mayLock: mayLock(oracle, now),
    openDays: oracle.holds.openDays(now),
  })
  await expectNothingReleasedThatIsOwed(life, after)
  await expectSomebodyToOpen(life, after)
}

async function expectNothingReleasedThatIsOwed(life: OracleLife, after: string): Promise<void> {
  const unlocks = await unlocksOf(life.given)
  const releasing = unlocks.filter(
    ({ intent, state, revokedAt }) => intent === 'release' && !revokedAt && waiting.includes(state),
  )
  if (!life.oracle.mayRelease)
    expect(
      releasing.map(({ state }) => state),
      `${after}: released though owed or disputed`,
    ).toEqual([])
}

const minutesToItsEnd = 5

// A phone says it is locked; nothing allows that for more than the last minutes, and nobody opens it.
async function expectSomebodyToOpen(life: OracleLife, after: string): Promise<void> {
  const { lockState } = await database()
    .selectFrom('devices')
    .select('lockState')
    .where('id', '=', life.given.deviceId)
    .executeTakeFirstOrThrow()
  const soon = life.now.add({ minutes: minutesToItsEnd })
  if (
    lockState !== 'locked' ||
    life.oracle.isHandedBack ||
    mayLock(life.oracle, soon, { isLocked: true })
  )
    return
  const unlocks = await unlocksOf(life.given)
  expect(
    unlocks.some(({ state }) => live.includes(state)),
    `${after}: nobody opens it`,
  ).toBe(true)
}

/** What is asked for goes to the lock service, with no release that the oracle forbids. */
export async function send(life: OracleLife): Promise<boolean> {
  const asked = (await unlocksOf(life.given)).find(({ state }) => waiting.includes(state))
  if (!asked) return false
  await sendUnlock({ unlockId: asked.id })
  const [sent] = (await unlocksOf(life.given)).filter(({ id }) => id === asked.id)
  if (sent?.intent === 'release' && sent.state === 'accepted')
    expect(life.oracle.mayRelease, 'released').toBe(true)
  return true
}

/** The phone's own word. It opens by what was asked before, and says until when. */
export async function phoneSays(life: OracleLife, actual: 'locked' | 'unlocked'): Promise<boolean> {
  const { given, now } = life
  const accepted = (await unlocksOf(given)).find(({ state }) => state === 'accepted')
  if (actual === 'unlocked' && accepted?.intent !== 'until' && accepted?.intent !== 'indefinite')
    return false
  const relockAt = actual === 'unlocked' ? accepted?.relockAt : undefined
  const snapshot = {
    actual,
    otherLocks: [],
    observedAt: now,
    rawStatus: 'test',
    ...(relockAt && { relockAt }),
  }
  const { deviceId, lenderId } = given
  await transaction((tx) =>
    recordEvidence(tx, {
      deviceId,
      lenderId,
      source: 'webhook',
      now,
      dedupeKey: crypto.randomUUID(),
      snapshot,
    }),
  )
  return true
}
