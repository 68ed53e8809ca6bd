import type { Database } from '#lib/db/client.ts'

const onPage = 100

type Unlock = Awaited<ReturnType<typeof unlocksOfPhone>>[number]
type Attempt = Awaited<ReturnType<typeof attemptsOfPhone>>[number]
type Evidence = Awaited<ReturnType<typeof evidenceOfPhone>>[number]

/** One thing that was asked of the lock side, tried, or said by the phone. */
export type StoryLine = { at: Temporal.Instant } & (
  | { kind: 'unlock'; unlock: Unlock }
  | { kind: 'attempt'; attempt: Attempt }
  | { kind: 'evidence'; evidence: Evidence }
)

/** Unlocks, attempts and evidence of a phone told as one story, the newest first. */
export async function unlockStory(
  db: Database,
  deviceId: string,
  most = onPage,
): Promise<StoryLine[]> {
  const [unlocks, attempts, evidence] = await Promise.all([
    unlocksOfPhone(db, deviceId, most),
    attemptsOfPhone(db, deviceId, most),
    evidenceOfPhone(db, deviceId, most),
  ])
  const lines: StoryLine[] = [
    ...unlocks.map((unlock) => ({ kind: 'unlock' as const, at: unlock.requestedAt, unlock })),
    ...attempts.map((attempt) => ({ kind: 'attempt' as const, at: attempt.startedAt, attempt })),
    ...evidence.map((one) => ({ kind: 'evidence' as const, at: one.observedAt, evidence: one })),
  ]
  return lines.toSorted((a, b) => Temporal.Instant.compare(b.at, a.at)).slice(0, most)
}

function unlocksOfPhone(db: Database, deviceId: string, most: number) {
  return (
    db
      .selectFrom('unlocks')
      .select(['id', 'reference', 'cause', 'intent', 'relockAt', 'state', 'stateAt', 'requestedAt'])
      .select(['confirmedAt', 'deadlineAt', 'lateAt', 'attempts', 'errorClass', 'errorDetail'])
      .select('supersededBy')
      .where('deviceId', '=', deviceId)
      .orderBy('requestedAt', 'desc')
      // What took an unlock's place was asked for at the same moment.
      .orderBy('isNewest', 'desc')
      .orderBy('id', 'desc')
      .limit(most)
      .execute()
  )
}

function attemptsOfPhone(db: Database, deviceId: string, most: number) {
  return db
    .selectFrom('unlockAttempts')
    .innerJoin('unlocks', 'unlocks.id', 'unlockAttempts.unlockId')
    .select(['unlockAttempts.id', 'unlocks.reference', 'unlockAttempts.number'])
    .select(['unlockAttempts.kind as attemptKind', 'unlockAttempts.startedAt'])
    .select(['unlockAttempts.outcome', 'unlockAttempts.errorClass', 'unlockAttempts.httpStatus'])
    .select('unlockAttempts.detail')
    .where('unlocks.deviceId', '=', deviceId)
    .orderBy('unlockAttempts.startedAt', 'desc')
    .limit(most)
    .execute()
}

function evidenceOfPhone(db: Database, deviceId: string, most: number) {
  return db
    .selectFrom('deviceEvidence')
    .leftJoin('staff', 'staff.id', 'deviceEvidence.saidBy')
    .select(['deviceEvidence.id', 'source', 'actual', 'desired', 'otherLocks', 'relockAt'])
    .select(['observedAt', 'receivedAt', 'rawStatus', 'staff.name as saidByName'])
    .where('deviceId', '=', deviceId)
    .orderBy('observedAt', 'desc')
    .orderBy('receivedAt', 'desc')
    .limit(most)
    .execute()
}
