import { type BrowserContext, expect, test } from '@playwright/test'
import { makeSignInLink } from '#lib/accounts/sign-in-link.ts'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { inLetter } from '#lib/i18n/in-language.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { invitationLink, inviteStaff } from '#lib/staff/invite-staff.ts'
import { type Borrower, givenBorrower } from '#tests/e2e/support/borrower.ts'
import { givenDemoStaff, signInStaff } from '#tests/e2e/support/staff.ts'
import { say } from '#tests/e2e/support/words.ts'

// The browser of every journey asks for English.
async function spoken(context: BrowserContext, address: string): Promise<string | null> {
  const page = await context.newPage()
  await page.goto(address)
  return page.locator('html').getAttribute('lang')
}

test('an invitation is read in the language of whoever is invited, to its last step', async ({
  page,
  context,
}) => {
  const link = await givenInvitation()
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    say('es', 'desk-sign-in.welcome.title'),
  )
  // What is wrong with it, and the page after it, are said in Spanish as well.
  await page.getByRole('button', { name: say('es', 'desk-sign-in.continue') }).click()
  await expect(page.locator('#password-error')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await page.goto(link.replace(/welcome\/[^?]+/, `welcome/${'x'.repeat(43)}`))
  await expect(page).toHaveURL(/welcome\/over$/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  // Who chooses another language has it.
  await page.getByRole('contentinfo').getByRole('button', { name: 'العربية' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  expect(await spoken(context, link)).toBe('ar')
})

test('whoever is signed in keeps the language of their own', async ({ context }) => {
  const { desk } = await signInStaff(context, { role: 'admin' })
  expect(await spoken(context, await givenInvitation())).toBe('en')
  expect(await spoken(context, desk)).toBe('en')
})

test('a letter’s link is read as the letter, through the sign-in that it asks for', async ({
  context,
}) => {
  const borrower = await givenBorrower({ locale: 'ar' })
  const page = await context.newPage()
  await page.goto(await linkInLetter(borrower, 'ar'))
  await expect(page).toHaveURL(/\/sign-in\?/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
  await page.locator('#identifier').fill(borrower.loanNumber)
  await page.locator('#sign-in button').click()
  await expect(page).toHaveURL(/\/sign-in\/code/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'ar')
})

test('what speaks the lender’s own language gives way to the browser’s', async ({ browser }) => {
  const borrower = await givenBorrower({ locale: 'en' })
  const context = await browser.newContext({ locale: 'es-MX' })
  expect(await spoken(context, await linkInLetter(borrower, 'en'))).toBe('es')
  await context.close()
})

test('the link that staff make for a borrower is read in the borrower’s language', async ({
  context,
}) => {
  const { lenderId, borrowerId, portal } = await givenBorrower({ locale: 'es' })
  const { id: staffId } = await givenDemoStaff()
  const who = { lenderId, borrowerId, staffId, identityNote: 'Identity card seen' }
  const { token, locale } = await transaction((tx) =>
    makeSignInLink(tx, { ...who, now: Temporal.Now.instant() }),
  )
  const page = `${portal}/sign-in/link/${token}`
  expect(await spoken(context, inLetter(page, { locale, lenderLocale: 'en' }))).toBe('es')
})

async function givenInvitation(): Promise<string> {
  const { id, lenderId, slug } = await givenDemoStaff({ role: 'admin' })
  const person = { name: 'Inés Ortega', role: 'agent', locale: 'es' } as const
  const email = `ines${crypto.randomUUID()}@branch.example`
  const by = { lenderId, actor: `staff:${id}`, now: Temporal.Now.instant() }
  const made = await transaction((tx) => inviteStaff(tx, { ...by, ...person, email }))
  if ('refusal' in made) throw new Error(made.refusal)
  return invitationLink(`${slug}.localhost`, made)
}

/** The address in a letter to this borrower about money in their favour. */
async function linkInLetter({ lenderId, loanId }: Borrower, locale: 'en' | 'ar'): Promise<string> {
  const { text } = await composeNotice(database(), {
    id: crypto.randomUUID(),
    lenderId,
    kind: 'credit_left',
    channel: 'email',
    recipient: 'n@mail.example',
    locale,
    detail: { creditOf: loanId, amountMinor: '500' },
    attempts: 0,
  })
  return /https?:\S+/.exec(text)?.[0] ?? ''
}
