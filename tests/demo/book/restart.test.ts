import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { loadDemoBook } from '#lib/demo/book/book.ts'
import { demoLender } from '#lib/demo/book/lenders.ts'
import { devices, givenDemoBook, lenders, worldUrl } from './given-demo-book.ts'

await givenDemoBook()

test('a restart keeps what happened since, even on a later day, and only adds what is missing', async () => {
  await database()
    .updateTable('lenders')
    .set({ name: 'Renamed' })
    .where('slug', '=', 'norte')
    .execute()
  await database().updateTable('devices').set({ nickname: 'changed' }).execute()
  const before = await devices()
  const schedules = await database().selectFrom('schedules').select('id').execute()
  await loadDemoBook({
    worldUrl: 'http://127.0.0.1:4100',
    now: Temporal.Now.instant().add({ hours: 24 * 40 }),
  })
  expect(await devices()).toEqual(before)
  expect(await database().selectFrom('schedules').select('id').execute()).toEqual(schedules)
  const { name, baseUrl } = await database()
    .selectFrom('lenders')
    .innerJoin('mdmConnections', 'lenderId', 'lenders.id')
    .select(['name', 'baseUrl'])
    .where('slug', '=', 'norte')
    .where('provider', '=', 'http')
    .executeTakeFirstOrThrow()
  expect([name, baseUrl]).toEqual(['Renamed', 'http://127.0.0.1:4100/mdm/norte'])
})

test('a demo of an older version gets the policies it lacks, and keeps what staff changed', async () => {
  const { policy } = demoLender('norte')
  const { plan: _, reporting: __, ...older } = policy
  await database()
    .updateTable('lenders')
    .set({ policy: JSON.stringify({ ...older, graceDays: 9 }), helpCheckedOn: null })
    .where('slug', '=', 'norte')
    .execute()
  await loadDemoBook({ worldUrl })
  const norte = (await lenders()).find(({ slug }) => slug === 'norte')
  expect(norte?.policy).toMatchObject({ graceDays: 9, plan: { instant: null } })
  expect(norte?.helpCheckedOn).not.toBeNull()
})
