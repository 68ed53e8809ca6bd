import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { open, twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { policy } from '#tests/support/policy.ts'

await freshDatabase()
const help = [
  { fromDay: 'mon', toDay: 'fri', opens: '08:00', closes: '20:00' },
  { fromDay: 'sat', toDay: 'sat', opens: '09:30', closes: '13:00' },
]
const withWords = await givenLender()
const withHours = await givenLender({ policy: { hours: { ...policy.hours, help } } })

async function mailOf(lender: { id: string }, locale: 'en' | 'es' | 'ar'): Promise<string> {
  const { paymentId } = await open(await givenLoan(lender, twoLate()))
  const notice = await database()
    .insertInto('notices')
    .values({
      lenderId: lender.id,
      kind: 'receipt',
      causeId: randomUUID(),
      channel: 'email',
      recipient: 'n@mail.example',
      locale,
      detail: JSON.stringify({ paymentId }),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return (await composeNotice(database(), notice)).text.replaceAll('\u200f', '')
}

test.each([
  ['en', 'Mon–Fri 08:00–20:00, Sat 09:30–13:00, closed Sun'],
  ['es', 'lun–vie 08:00–20:00, sáb 09:30–13:00, cerrado dom'],
  ['ar', 'الاثنين–الجمعة 08:00–20:00، السبت 09:30–13:00، مغلق الأحد'],
] as const)('a mail in %s names the hours in its own language', async (locale, said) => {
  const text = await mailOf(withHours, locale)
  expect(text).toContain(said)
})

test.each(['en', 'es', 'ar'] as const)(
  'a mail in %s keeps the lender’s own sentence until it has set hours',
  async (locale) => {
    const text = await mailOf(withWords, locale)
    expect(text).toContain('8:00–20:00')
    expect(text).not.toMatch(/closed|cerrado|مغلق/)
  },
)
