import { afterAll, beforeEach } from 'vitest'
import type { Method } from '#lib/accounts/challenge.ts'
import { sendCode } from '#lib/accounts/send-code.ts'
import { verifyCode } from '#lib/accounts/verify-code.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { encrypt } from '#lib/encrypt.ts'
import { env } from '#lib/env.ts'
import sendSignInCode from '#lib/worker/tasks/send-sign-in-code.ts'
import showLockScreenCode from '#lib/worker/tasks/show-lock-screen-code.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'
import { startJsonServer } from '#tests/support/servers/json-server.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'
import { givenChallenge, lastJob } from '#tests/support/sign-in.ts'

export const installments = [['2026-11-01', 100_00n]] as const

/** What the lock service was told to show. */
export type Shown = { path: string; body: { code?: string; body: string } }[]

/** A database of its own with one lender; a mail server, and a server that is both text gateway and lock service. */
export async function givenCodes() {
  await freshDatabase()
  const mailbox = await startMailServer()
  const outside = await startJsonServer()
  env().SMS_URL = `${outside.url}/sms`
  afterAll(() => Promise.all([mailbox.stop(), outside.stop()]))
  beforeEach(() => {
    mailbox.mails.length = 0
    outside.received.length = 0
    outside.answer.status = 200
  })
  const lender = await givenLender()

  async function givenConnection({ id: lenderId }: { id: string }): Promise<void> {
    await database()
      .insertInto('mdmConnections')
      .values({
        lenderId,
        provider: 'http',
        baseUrl: outside.url,
        secretEncrypted: encrypt('a-secret', 'mdm-secret'),
      })
      .execute()
  }
  await givenConnection(lender)

  /** Asks for a code now with its job done. */
  async function askedAndRun(typed: string, method: Method) {
    const sent = await asked(lender, typed, method)
    await sent.run()
    return sent
  }

  return { mailbox, outside, lender, givenConnection, askedAndRun }
}

/** Asks for a code now, and gives its job and what is needed to type it. */
export async function asked({ id: lenderId }: { id: string }, typed: string, method: Method) {
  const now = Temporal.Now.instant()
  const challengeId = await givenChallenge(lenderId, typed, now)
  const attempt = { challengeId, lenderId, now }
  await transaction((tx) => sendCode(tx, { ...attempt, method }))
  const { task, payload } = await lastJob()
  const run = () =>
    task === 'send-sign-in-code' ? sendSignInCode(payload) : showLockScreenCode(payload)
  const verify = (code: string) => transaction((tx) => verifyCode(tx, { ...attempt, code }))
  return { verify, run, attempt }
}

export function codeIn(text: string | undefined): string {
  return /\b\d{6}\b/.exec(text ?? '')?.[0] ?? 'none'
}
