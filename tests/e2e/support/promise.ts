import { expect, type Page } from '@playwright/test'
import { sql } from 'kysely'
import { database } from '#lib/db/client.ts'
import type { Language } from '#lib/domain/languages.ts'
import { decidePromises } from '#lib/workflows/promises/decide-promises.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './borrower.ts'
import { say } from './words.ts'

export const title = (page: Page) => page.getByRole('heading', { level: 1 })

export async function promisePage(page: Page, wish: Wish = {}): Promise<Borrower> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/promise`)
  return borrower
}

/** Promises all that is overdue by the last day there is. */
export async function promiseAll(page: Page, language: Language = 'en'): Promise<string> {
  await page.locator('input[name=when]').nth(-2).check()
  await page.getByRole('radio', { name: say(language, 'promises.amount.arrears') }).check()
  await page.getByRole('button', { name: say(language, 'promises.make') }).click()
  await expect(title(page)).toHaveText(say(language, 'promises.state.open'))
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

/** As if the promise had been made ten days earlier and its day ended this moment. */
export async function endDay(promiseId: string): Promise<void> {
  const moved = sql`make_interval(days => 10)`
  await sql`update promises set made_at = made_at - ${moved},
               ends_at = statement_timestamp(), verdict_at = statement_timestamp()
             where id = ${promiseId}`.execute(database())
  await sql`update holds set from_at = from_at - ${moved}, until_at = clock_timestamp()
             where cause_id = ${promiseId} and ended_at is null`.execute(database())
  await decidePromises(Temporal.Now.instant())
}
