import { expect, test } from '@playwright/test'
import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { givenOwnLender } from '#tests/e2e/support/own-lender.ts'

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'with JavaScript off', () => {
    test.use({ javaScriptEnabled })

    test('whoever can help stands there with hours, cost, what to have ready and when it was checked', {
      tag: '@laptop',
    }, async ({ page }) => {
      await page.goto(`${portalOf('serendib')}/help`)
      await page.getByRole('link', { name: /Who can help/ }).click()
      const care = page.getByRole('article').filter({ hasText: 'Xiaomi care line (example)' })
      await expect(care.getByRole('link', { name: '+94 11 555 0170' })).toHaveAttribute(
        'href',
        'tel:+94115550170',
      )
      await expect(care).toContainText('Nothing')
      await expect(care).toContainText('Your IMEI and your proof of purchase.')
      await expect(care).toContainText(/Last checked \d+ \w+/)
      await expect(care).toContainText(/Open now, until|Closed now. Opens/)
      const carrier = page.getByRole('article').filter({ hasText: 'Lanka Tel (example)' })
      await expect(carrier).toContainText('Open day and night')
      // The lender’s own number once, with what it costs.
      await expect(
        page.getByRole('main').getByRole('link', { name: '+94 11 555 0100' }),
      ).toHaveCount(1)
      if (javaScriptEnabled) await lookedAt(page, 'directory')
    })

    test('each screen names those who can do something about it, and no others', async ({
      page,
    }) => {
      const fitting = {
        xiaomi: ['Xiaomi care line', 'Pettah Phone Service'],
        samsung: ['Samsung care line', 'Pettah Phone Service'],
        sim: ['Lanka Tel (example)', 'Lanka Tel network unlock'],
        pin: ['Fort shop', 'Pettah Phone Service'],
        payment: ['Serendib Mobile help line', 'Fort shop'],
      }
      for (const [screen, names] of Object.entries(fitting)) {
        await page.goto(`${portalOf('serendib')}/locks/${screen}`)
        const entries = page.getByRole('article')
        await expect(entries).toHaveCount(names.length)
        for (const name of names) await expect(entries.filter({ hasText: name })).toHaveCount(1)
      }
    })
  })
}

test('an entry that nobody has checked for long is gone, everywhere', async ({ page }) => {
  const lender = await givenOwnLender()
  const entry = (name: string, days: number) => ({
    kind: 'maker',
    name,
    country: 'LK',
    phone: '+94 11 555 0170',
    checkedOn: `${Temporal.Now.plainDateISO().subtract({ days })}`,
    checkedBy: 'Ana',
  })
  const directory = { entries: [entry('Fresh care line', 2), entry('Old care line', 200)] }
  await database()
    .updateTable('lenders')
    .set({ policy: sql`jsonb_set(policy, '{directory}', ${JSON.stringify(directory)})` })
    .where('id', '=', lender.id)
    .execute()
  for (const path of ['/directory', '/locks/google']) {
    await page.goto(lender.portal + path)
    await expect(page.getByRole('main')).toContainText('Fresh care line')
    await expect(page.getByRole('main')).not.toContainText('Old care line')
  }
})
