import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { NoticeKind } from '#lib/domain/notice.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { scheduleReturn } from '#lib/workflows/returns/arrange-return.ts'
import { arrange, asStaff, now, offer } from '#tests/returns/given-return.ts'
import { givenReturnLenders } from '#tests/returns/given-return-lenders.ts'

const { given } = await givenReturnLenders()

const said = [
  ['en', 'You asked for the courier on', 'The courier comes on'],
  ['es', 'Usted pidió el mensajero para', 'El mensajero pasa'],
  ['ar', 'طلبتَ أن يأتي المندوب', 'يأتي المندوب يوم'],
] as const

test.each(said)(
  'in %s a courier comes only once a person has confirmed it',
  async (locale, asked, comes) => {
    const loan = await given('loan_closed')
    const acting = { loan, returnId: await offer(loan) }
    const on = now().toZonedDateTimeISO('Asia/Colombo').toPlainDate().add({ days: 3 })
    const handOver = { kind: 'courier', on, slot: 'morning', address: '3 Lake Rd' } as const
    await arrange(acting, handOver)
    const letters = async (kind: NoticeKind) => {
      const { text, short } = await composeNotice(
        database(),
        await database()
          .insertInto('notices')
          .values({
            lenderId: loan.lenderId,
            kind,
            causeId: randomUUID(),
            channel: 'email',
            recipient: 'n@mail.example',
            locale,
            detail: JSON.stringify({ returnId: acting.returnId }),
          })
          .returningAll()
          .executeTakeFirstOrThrow(),
      )
      return `${text} ${short}`
    }
    for (const kind of ['return_arranged', 'return_reminder'] as const) {
      expect(await letters(kind)).toContain(asked)
      expect(await letters(kind)).not.toContain(`. ${comes}`)
    }
    const act = await asStaff(acting)
    await transaction((tx) => scheduleReturn(tx, act))
    for (const kind of ['return_arranged', 'return_reminder'] as const) {
      expect(await letters(kind)).toContain(comes)
      expect(await letters(kind)).not.toContain(asked)
    }
  },
)

test('the letter about a return leads to its page, where everything is, and not to the label alone', async () => {
  const loan = await given('loan_closed')
  const returnId = await offer(loan)
  await arrange({ loan, returnId })
  const letters = await database()
    .selectFrom('notices')
    .selectAll()
    .where('kind', '=', 'return_arranged')
    .where('lenderId', '=', loan.lenderId)
    .execute()
  const own = letters.filter(({ detail }) => JSON.stringify(detail).includes(returnId))
  expect(own).not.toEqual([])
  for (const letter of own) {
    const { text } = await composeNotice(database(), letter)
    expect(text).toMatch(new RegExp(`/returns/${returnId}$`, 'm'))
  }
})
