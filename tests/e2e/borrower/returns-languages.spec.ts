import { expect, test } from '@playwright/test'
import type { Language } from '#lib/domain/languages.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { asBorrower, press, title } from '#tests/e2e/support/return.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'
import { say } from '#tests/e2e/support/words.ts'
import { givenReturn } from '#tests/returns/given-return.ts'

// Both directions on a phone; the longest words on a laptop.
const spoken: Record<string, Language[]> = { phone: ['ar'], laptop: ['es'] }

for (const language of ['es', 'ar'] as const)
  test(
    `every page of a return in ${language}`,
    { tag: '@laptop' },
    async ({ page }, { project }) => {
      test.skip(!spoken[project.name]?.includes(language))
      test.slow()
      const borrower = await asBorrower(page, { locale: language })
      await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/return`)
      await expect(title(page)).toHaveText(say(language, 'returns.title'))
      await lookedAt(page, `${language}-return-quote`)
      await press(page, say(language, 'returns.keep'))
      await page.getByRole('radio').last().check()
      await lookedAt(page, `${language}-return-hand-over`)
      await page.getByRole('radio').first().check()
      await press(page, say(language, 'returns.way.show'))
      await press(page, say(language, 'returns.confirm.arrange'))
      await expect(title(page)).toHaveText(say(language, 'returns.page.title.arranged'))
      await lookedAt(page, `${language}-return-arranged`)
      await page.goto(`${page.url()}/label`)
      await lookedAt(page, `${language}-return-label`)
      const second = await asBorrower(page, { locale: language })
      const inspected = await givenReturn(second, 'inspected', 'damaged')
      await page.goto(`${second.portal}/returns/${inspected.returnId}`)
      await lookedAt(page, `${language}-return-inspected`)
      const third = await asBorrower(page, { locale: language })
      const settled = await givenReturn(third, 'settled', 'damaged')
      await page.goto(`${third.portal}/returns/${settled.returnId}/letter`)
      await lookedAt(page, `${language}-return-letter`)
      const { desk } = await signInStaff(page)
      await page.context().addCookies([{ name: 'language', value: language, url: desk }])
      await page.goto(`${desk}/returns/${settled.returnId}`)
      await lookedAt(page, `${language}-desk-return`)
    },
  )
