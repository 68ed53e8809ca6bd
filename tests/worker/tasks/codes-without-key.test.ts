import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { asked, codeIn, givenCodes, installments, type Shown } from './given-codes.ts'

const { outside, lender, givenConnection } = await givenCodes()

function casesOf(lenderId: string) {
  return database()
    .selectFrom('cases')
    .select(['kind', 'detail'])
    .where('lenderId', '=', lenderId)
    .where('closedAt', 'is', null)
    .execute()
}

describe.for([401, 403])('a key that is not taken (%i) is our fault, not the phone’s', (status) => {
  test('a text is tried again while its code is valid, and the desk is told once', async () => {
    const own = await givenLender({ alone: true })
    const loan = await givenLoan(own, installments, { nominatedPhone: '+94771110002' })
    outside.answer.status = status
    const { run, verify } = await asked(own, loan.loanNumber, 'sms')
    for (let time = 0; time < 12; time += 1) await expect(run()).rejects.toThrow(`(${status})`)
    const detail = { failure: `text not accepted (${status})` }
    expect(await casesOf(own.id)).toEqual([{ kind: 'sms_configuration', detail }])
    outside.answer.status = 200
    outside.received.length = 0
    await run()
    const [text] = outside.received as { body: { body: string } }[]
    expect(await verify(codeIn(text?.body.body))).toMatchObject({ ok: true })
  })

  test('a code for the lock screen, too', async () => {
    const own = await givenLender({ alone: true })
    await givenConnection(own)
    const loan = await givenLoan(own, installments)
    outside.answer.status = status
    const { run, verify } = await asked(own, loan.loanNumber, 'lock_screen')
    for (let time = 0; time < 12; time += 1)
      await expect(run()).rejects.toThrow(/auth_expired|config/)
    expect((await casesOf(own.id)).map(({ kind }) => kind)).toEqual(['mdm_configuration'])
    outside.answer.status = 200
    outside.received.length = 0
    await run()
    const [shown] = outside.received as Shown
    expect(await verify(shown?.body.code ?? '')).toMatchObject({ ok: true })
  })
})

test('a text that waited for our key until its code was over is not sent any more', async () => {
  const loan = await givenLoan(lender, installments, { nominatedPhone: '+94771110003' })
  outside.answer.status = 401
  const { run, attempt } = await asked(lender, loan.loanNumber, 'sms')
  await expect(run()).rejects.toThrow('(401)')
  outside.answer.status = 200
  outside.received.length = 0
  await database()
    .updateTable('challenges')
    .set({ expiresAt: Temporal.Now.instant() })
    .where('id', '=', attempt.challengeId)
    .execute()
  await run()
  expect(outside.received).toEqual([])
})
