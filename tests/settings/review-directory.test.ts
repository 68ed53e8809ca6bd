import { expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { lenderById } from '#lib/db/lenders.ts'
import { typedOf } from '#lib/domain/settings/form.ts'
import { fieldsIn } from '#lib/domain/settings/record.ts'
import { reviewChange } from '#lib/settings/review-change.ts'
import { settingsOf } from '#lib/settings/settings-of.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender } from '#tests/support/lender.ts'

await freshDatabase({ bystanders: false })

const path = 'policy.directory.entries'
const today = Temporal.PlainDate.from('2026-12-01')
const entry = (name: string) => ({
  kind: 'maker',
  name,
  country: 'LK',
  phone: '119',
  checkedOn: '2026-06-01',
  checkedBy: 'Ben',
})

async function reviewed(words: Record<string, string>) {
  const { id } = await givenLender({
    policy: { directory: { entries: [entry('One'), entry('Two')], hours: [] } },
  })
  const lender = await lenderById(database(), id)
  const record = settingsOf(lender)
  const typed = { ...typedOf(record, fieldsIn('directory', record)), ...words }
  const seenVersion = lender.settingsVersion
  return reviewChange(database(), lender, {
    group: 'directory',
    seenVersion,
    typed,
    today,
    by: 'Ana',
  })
}

test('whoever writes an entry anew has looked at it; one that stays keeps its day', async () => {
  const ready = await reviewed({ [`${path}.1.phone`]: '0800 1' })
  if (ready.outcome !== 'ready') throw new Error(ready.outcome)
  expect(ready.values[path]).toEqual([
    entry('One'),
    { ...entry('Two'), phone: '0800 1', checkedOn: '2026-12-01', checkedBy: 'Ana' },
  ])
})

test('nobody types the day or whose word it is', async () => {
  const sent = { [`${path}.0.checkedOn`]: '2030-01-01', [`${path}.0.checkedBy`]: 'The maker' }
  expect((await reviewed(sent)).outcome).toBe('same')
  expect((await reviewed({})).outcome).toBe('same')
})

test('what cannot be is refused where it stands', async () => {
  const refused = await reviewed({
    [`${path}.0.phone`]: '',
    [`${path}.1.name`]: 'One',
    [`${path}.1.country`]: 'Lanka',
    [`${path}.1.cost`]: 'price',
    [`${path}.1.email`]: 'not an address',
    'policy.directory.hours.0.place': 'Nowhere',
    'policy.directory.hours.0.fromDay': 'mon',
    'policy.directory.hours.0.toDay': 'fri',
    'policy.directory.hours.0.opens': '9',
    'policy.directory.hours.0.closes': '17',
  })
  if (refused.outcome !== 'refused') throw new Error(refused.outcome)
  const found = refused.faults.map(({ path: at, reason }) => `${at} ${reason}`)
  expect(found).toEqual(
    expect.arrayContaining([`${path}.1.country not_a_country`, `${path}.1.email not_email`]),
  )
})

test('what is wrong beside something else is refused, too', async () => {
  const faults = async (words: Record<string, string>) => {
    const refused = await reviewed(words)
    return refused.outcome === 'refused'
      ? refused.faults.map(({ path: at, reason }) => `${at} ${reason}`)
      : refused.outcome
  }
  expect(await faults({ [`${path}.0.phone`]: '' })).toEqual([`${path}.0.phone no_way`])
  expect(await faults({ [`${path}.0.phone`]: 'ask Ben' })).toEqual([
    `${path}.0.phone not_a_number_to_call`,
  ])
  expect(await faults({ [`${path}.1.name`]: 'One' })).toEqual([`${path}.1.name twice`])
  expect(await faults({ [`${path}.1.cost`]: 'price' })).toEqual([`${path}.1.price needed`])
  expect(
    await faults({ 'policy.directory.warnDays': '60', 'policy.directory.validDays': '50' }),
  ).toEqual(['policy.directory.warnDays more_than_allowed'])
})
