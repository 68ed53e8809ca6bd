import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import type { Language } from '#lib/domain/languages.ts'
import { weekdays } from '#lib/domain/opening-hours.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { twoLate } from '#tests/payments/given-payment.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { policy } from '#tests/support/policy.ts'
import { request } from '#tests/unlocks/given-unlock.ts'

await freshDatabase()

async function lateMail(staffedDays: readonly string[], locale: Language): Promise<string> {
  const hours = { ...policy.hours, staffedDays }
  const lender = await givenLender({ policy: { ...policy, hours } })
  const { unlockId } = await request(await givenLoan(lender, twoLate()))
  const notice = await database()
    .insertInto('notices')
    .values({
      lenderId: lender.id,
      kind: 'unlock_late',
      causeId: randomUUID(),
      channel: 'email',
      recipient: 'n@mail.example',
      locale,
      detail: JSON.stringify({ unlockId }),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return (await composeNotice(database(), notice)).text
}

test.each([
  ['en', 'is looking at it now', /looks at it from .*00:00/],
  ['es', 'lo está revisando ahora', /lo revisa desde: .*00:00/],
  ['ar', 'ينظر في الأمر الآن', /ابتداءً من .*00:00/],
] as const)(
  'a mail in %s says that a person looks now only while one is there',
  async (locale, now, from) => {
    const dayAfterTomorrow = Temporal.Now.plainDateISO('Asia/Colombo').add({ days: 2 })
    const open = await lateMail(weekdays, locale)
    expect(open).toContain(now)
    expect(open).not.toMatch(from)
    const closed = await lateMail([weekdays[dayAfterTomorrow.dayOfWeek - 1] ?? 'mon'], locale)
    expect(closed).not.toContain(now)
    expect(closed).toMatch(from)
  },
)
