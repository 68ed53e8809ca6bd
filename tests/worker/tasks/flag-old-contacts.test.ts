import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import flagOldContacts from '#lib/worker/tasks/flag-old-contacts.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase({ bystanders: false })

function cases(lenderId: string) {
  return database()
    .selectFrom('cases')
    .select(['kind', 'detail', 'closedAt', 'closedBy'])
    .where('lenderId', '=', lenderId)
    .orderBy('id')
    .execute()
}

function checkedOn(lenderId: string, helpCheckedOn: Temporal.PlainDate | null) {
  return database()
    .updateTable('lenders')
    .set({ helpCheckedOn })
    .where('id', '=', lenderId)
    .execute()
}

test('contacts that nobody checked are put before a person once, until somebody has', async () => {
  const old = await givenLender()
  const fresh = await givenLender()
  await checkedOn(old.id, null)
  await flagOldContacts()
  await flagOldContacts()
  expect(await cases(fresh.id)).toEqual([])
  expect(await cases(old.id)).toMatchObject([
    { kind: 'contact_expired', detail: { what: 'contacts' }, closedAt: null },
  ])
  await checkedOn(old.id, Temporal.Now.plainDateISO())
  await flagOldContacts()
  expect(await cases(old.id)).toMatchObject([{ closedBy: 'keyturn' }])
})

test('an entry of the directory is told of before it is hidden, until it was checked', async () => {
  const checked = (days: number) => ({
    directory: {
      entries: [
        {
          kind: 'maker' as const,
          name: 'Care line',
          country: 'LK',
          phone: '119',
          checkedOn: Temporal.Now.plainDateISO().subtract({ days }).toString(),
          checkedBy: 'Ana',
        },
      ],
      validDays: 30,
      warnDays: 7,
    },
  })
  const due = await givenLender({ policy: checked(25) })
  const fresh = await givenLender({ policy: checked(20) })
  await flagOldContacts()
  expect(await cases(fresh.id)).toEqual([])
  expect(await cases(due.id)).toMatchObject([
    { kind: 'contact_expired', detail: { what: 'directory' }, closedAt: null },
  ])
})

test('so is advice that was checked too long ago', async () => {
  const lender = await givenLender({
    policy: {
      reporting: {
        reported: {},
        debtAdvice: [{ name: 'Advice', phone: '119', checkedOn: '2020-01-01' }],
      },
    },
  })
  await flagOldContacts()
  expect(await cases(lender.id)).toMatchObject([
    { kind: 'contact_expired', detail: { what: 'advice' } },
  ])
})
