import { type Browser, expect, type Locator, type Page } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { demoPassword, demoStaff } from '#lib/demo/book/staff.ts'
import { inviteStaff } from '#lib/staff/invite-staff.ts'
import type { StaffRole } from '#lib/staff/roles.ts'
import { paidByCard } from '#tests/e2e/given-desk-act.ts'
import { ask as askForPlan, forAPerson } from '#tests/restructurings/given-plan.ts'
import { dispute, givenReturn } from '#tests/returns/given-return.ts'
import { type Borrower, givenBorrower, signIn, type Wish } from './borrower.ts'
import { fieldsFor } from './desk-acts.ts'
import { givenCase } from './desk-case.ts'
import { givenDeskRecords, givenUnlock } from './desk-records.ts'
import { payArrears, paymentOf } from './pay.ts'
import { press, toOptions } from './plan.ts'
import { givenDemoStaff, signInStaff } from './staff.ts'
import { say } from './words.ts'
import { atStripe } from './world.ts'

/** Sends a form so that something is wrong with it, as often as it is called. */
export type Send = () => Promise<unknown>
/** Comes to a form. */
type Come = (page: Page, browser: Browser) => Promise<Send>

/** Every form with which something can be wrong, by the file it stands in, in the order in which they stand there. */
export const faultyForms: Record<string, Come[]> = {
  'app/(borrower)/payments/[paymentId]/code/code-form.tsx': [
    async (page) => {
      await payArrears(page, { isOnline: false })
      await page.getByRole('link', { name: /Get a code/ }).click()
      return wrongPasskey(page)
    },
  ],
  'app/(borrower)/phones/[deviceId]/nickname-form.tsx': [
    async (page) => {
      await atPhone(page, '')
      const nickname = page.locator('#nickname')
      return async () => {
        await nickname.fill('x'.repeat(60))
        await nickname.press('Enter')
      }
    },
  ],
  'app/(borrower)/phones/[deviceId]/open/ask-forms.tsx': [
    async (page) => {
      await atPhone(page, '/open', { dueInDays: [20, 50], isOnline: false })
      return wrongPasskey(page)
    },
  ],
  'app/(borrower)/phones/[deviceId]/pay/pay-form.tsx': [(page) => atPhone(page, '/pay')],
  'app/(borrower)/phones/[deviceId]/plan/budget-form.tsx': [
    async (page) => {
      await atPhone(page, '/plan')
      await press(page, say('en', 'plans.ask.prefer_not'))
      return async () => {
        await page.locator('main input[inputmode]').first().fill('some')
        await press(page, 'Continue')
      }
    },
  ],
  'app/(borrower)/phones/[deviceId]/plan/options-form.tsx': [
    async (page) => {
      const send = await atPhone(page, '/plan')
      await toOptions(page)
      return send
    },
  ],
  'app/(borrower)/phones/[deviceId]/promise/promise-form.tsx': [
    (page) => atPhone(page, '/promise'),
  ],
  'app/(borrower)/phones/[deviceId]/return/hand-over/hand-over-form.tsx': [
    async (page) => {
      const send = await atPhone(page, '/return')
      await page.locator('main form button').first().click()
      await expect(page).toHaveURL(/hand-over/)
      return send
    },
  ],
  'app/(borrower)/phones/[deviceId]/wrong/wrong-form.tsx': [(page) => atPhone(page, '/wrong')],
  'app/(borrower)/returns/[returnId]/dispute-form.tsx': [
    async (page) => {
      const borrower = await givenBorrower()
      const { returnId } = await givenReturn(borrower, 'inspected')
      await signIn(page.context(), borrower)
      await page.goto(`${borrower.portal}/returns/${returnId}`)
      return lastOf(page, page.locator('form:has(#note)'))
    },
  ],
  'app/(public)/page.tsx': [(page) => atPortal(page, '/')],
  'app/(public)/sign-in/code/page.tsx': [
    async (page) => {
      await atMethods(page)
      await page.locator('#method-email').check()
      await page.locator('form:has(#method-email) button').click()
      return lastOf(page, page.locator('form:has(#code)'))
    },
  ],
  'app/(public)/sign-in/method/page.tsx': [atMethods],
  'app/(public)/sign-in/page.tsx': [(page) => atPortal(page, '/sign-in')],
  'app/desk/approvals/[approvalId]/decide-form.tsx': [
    async (page) => {
      const { ids } = await givenDeskRecords()
      return atDesk(page, `/approvals/${ids.approvalId}`)
    },
  ],
  'app/desk/cases/[caseId]/answer-form.tsx': [
    async (page) => atDesk(page, `/cases/${(await givenCase(await givenBorrower())).id}`),
  ],
  'app/desk/cases/[caseId]/close-form.tsx': [
    async (page) => {
      const { id } = await givenCase(await givenBorrower(), 'notice_failed')
      return atDesk(page, `/cases/${id}`)
    },
  ],
  'app/desk/cash/count/page.tsx': [
    async (page) => {
      const fields = await fieldsFor({ name: 'countIt of cash/count' }, await givenBorrower())
      return atDesk(page, `/cash/count?${new URLSearchParams(fields)}`)
    },
  ],
  'app/desk/journal/filter-form.tsx': [
    async (page) => {
      const { desk } = await signInStaff(page, { role: 'admin' })
      await page.goto(`${desk}/journal`)
      return () => page.goto(`${desk}/journal?day=2026-02-31&subject=pony`)
    },
  ],
  'app/desk/loans/[loanId]/acts/cash/page.tsx': [(page) => atLoan(page, 'cash')],
  'app/desk/loans/[loanId]/acts/hold/page.tsx': [(page) => atLoan(page, 'hold')],
  'app/desk/loans/[loanId]/acts/locked/page.tsx': [
    (page) => atLoan(page, 'locked', { provider: 'manual', lockState: 'unlocked' }),
  ],
  'app/desk/loans/[loanId]/acts/pay-link/page.tsx': [(page) => atLoan(page, 'pay-link')],
  'app/desk/loans/[loanId]/acts/release/page.tsx': [(page) => atLoan(page, 'release')],
  'app/desk/loans/[loanId]/acts/sign-in-link/link-form.tsx': [
    (page) => atLoan(page, 'sign-in-link'),
  ],
  'app/desk/loans/[loanId]/acts/unlock/page.tsx': [(page) => atLoan(page, 'unlock')],
  'app/desk/payments/[paymentId]/owed-again/page.tsx': [
    async (page, browser) => {
      const payment = await paymentOf((await paidByCard(browser)).loanId)
      const { checkoutSessionId } = await database()
        .selectFrom('payments')
        .select('checkoutSessionId')
        .where('id', '=', payment.id)
        .executeTakeFirstOrThrow()
      for (const news of ['dispute', 'dispute-answered', 'dispute-lost'] as const)
        await atStripe(checkoutSessionId ?? '', news)
      const send = await atDesk(page, `/payments/${payment.id}/owed-again`)
      await expect(async () => {
        await page.reload()
        await expect(page.locator('#reason')).toBeVisible({ timeout: 2_000 })
      }).toPass({ timeout: 60_000 })
      return send
    },
  ],
  'app/desk/payments/[paymentId]/refund/page.tsx': [
    (page) => atPayment(page, 'giveBack', 'refund'),
  ],
  'app/desk/payments/[paymentId]/reverse/page.tsx': [
    async (page) => {
      const owner = await givenBorrower()
      await fieldsFor({ name: 'countIt of cash/count' }, owner)
      return atDesk(page, `/payments/${(await paymentOf(owner.loanId)).id}/reverse`)
    },
  ],
  'app/desk/plans/[restructuringId]/counter.tsx': [
    async (page) => {
      await atPlan(page)
      return async () => {
        await page.locator('#extra').fill('some')
        await page.locator('#extra').press('Enter')
      }
    },
  ],
  'app/desk/plans/[restructuringId]/decision-forms.tsx': [
    async (page) => {
      await atPlan(page)
      return lastOf(page, page.locator('form:has(#reason)'))
    },
  ],
  'app/desk/returns/[returnId]/here-tasks.tsx': [
    (page) => atReturn(page, 'received'),
    (page) => atReturn(page, 'inspected'),
    (page) => atReturn(page, 'agreed'),
  ],
  'app/desk/returns/[returnId]/receive-form.tsx': [(page) => atReturn(page, 'arranged')],
  'app/desk/returns/[returnId]/schedule-tasks.tsx': [
    async (page) => {
      await atReturn(page, 'arranged')
      await page.locator('#move a').click()
      return lastOf(page, page.locator('#move form'))
    },
  ],
  'app/desk/returns/page.tsx': [
    async (page) => {
      await atDesk(page, '/returns')
      return async () => {
        await page.locator('#reference').fill('nowhere')
        await page.locator('#reference').press('Enter')
      }
    },
  ],
  'app/desk/search/page.tsx': [(page) => atDesk(page, '/search')],
  'app/desk/settings/[group]/settings-form.tsx': [
    async (page) => {
      await atDesk(page, '/settings/contacts', 'admin')
      return async () => {
        await page.locator('[name=helpPhone]').fill('nobody')
        await page.locator('[name=helpPhone]').press('Enter')
      }
    },
  ],
  'app/desk/sign-in/code/page.tsx': [
    async (page) => {
      const { portal } = await givenDemoStaff()
      await page.goto(`${portal}/desk/sign-in`)
      await page.locator('#email').fill(demoStaff[0]?.email ?? '')
      await page.locator('#password').fill(demoPassword)
      await page.locator('#password').press('Enter')
      return lastOf(page, page.locator('form:has(#code)'))
    },
  ],
  'app/desk/sign-in/password-form.tsx': [
    async (page) => {
      const { portal } = await givenDemoStaff()
      await page.goto(`${portal}/desk/sign-in`)
      return lastOf(page)
    },
  ],
  'app/desk/staff/invite-form.tsx': [(page) => atDesk(page, '/staff', 'admin')],
  'app/desk/unlocks/[unlockId]/opened/page.tsx': [
    async (page) => atDesk(page, `/unlocks/${await givenUnlock()}/opened`),
  ],
  'app/desk/unlocks/providers.tsx': [
    async (page) => {
      await atDesk(page, '/unlocks')
      const service = page.locator('details').filter({ has: page.locator('[id^=reason-]') })
      const reason = service.locator('[name=reason]').first()
      return async () => {
        if (!(await reason.isVisible())) await service.locator('summary').first().click()
        await reason.press('Enter')
      }
    },
  ],
  'app/desk/welcome/[token]/app-step.tsx': [
    async (page) => {
      await atWelcome(page)
      for (const field of ['#password', '#repeated'])
        await page.locator(field).fill('violet anchor ninety two')
      await page.locator('#repeated').press('Enter')
      return lastOf(page, page.locator('form:has(#code)'))
    },
  ],
  'app/desk/welcome/[token]/password-step.tsx': [atWelcome],
  'components/return-photos.tsx': [
    async (page) => {
      await atReturn(page, 'received')
      return lastOf(page, page.locator('form:has(#photo)'))
    },
  ],
}

/** Those that only show what they do, or in which everything may be left out: by their file, how many. */
export const faultless: Record<string, number> = {
  'app/desk/payments/[paymentId]/book/page.tsx': 1,
  'app/desk/plans/[restructuringId]/counter.tsx': 1,
  'app/desk/plans/[restructuringId]/decision-forms.tsx': 1,
}

/** Presses the last button of a form, or of the first on the page that is checked by us. */
function lastOf(page: Page, form: Locator = page.locator('main form[novalidate]').first()): Send {
  return () => form.locator('button').last().click()
}

async function atPortal(page: Page, path: string): Promise<Send> {
  await page.goto((await givenBorrower()).portal + path)
  return lastOf(page)
}

async function atPhone(page: Page, path: string, wish: Wish = {}): Promise<Send> {
  const borrower = await givenBorrower(wish)
  await signIn(page.context(), borrower)
  await page.goto(`${borrower.portal}/phones/${borrower.deviceId}${path}`)
  return lastOf(page)
}

async function atMethods(page: Page): Promise<Send> {
  const { portal, loanNumber } = await givenBorrower()
  await page.goto(`${portal}/sign-in`)
  await page.locator('#identifier').fill(loanNumber)
  await page.locator('#identifier').press('Enter')
  await expect(page).not.toHaveURL(/\/sign-in$/)
  await page.goto(`${portal}/sign-in/method`)
  await page.locator('input[name=method]').evaluateAll((inputs: HTMLInputElement[]) => {
    for (const input of inputs) input.checked = false
  })
  return async () => {
    await page.locator('input[name=method]').evaluateAll((inputs: HTMLInputElement[]) => {
      for (const input of inputs) input.checked = false
    })
    await page.locator('form:has(#method-email) button').click()
  }
}

async function wrongPasskey(page: Page): Promise<Send> {
  await press(page, 'Get a code')
  return async () => {
    await page.locator('#passkey').fill('12')
    await page.locator('#passkey').press('Enter')
  }
}

async function atDesk(page: Page, path: string, role: StaffRole = 'approver'): Promise<Send> {
  const { desk } = await signInStaff(page, { role })
  await page.goto(desk + path)
  return lastOf(page)
}

async function atLoan(page: Page, act: string, wish: Wish = {}): Promise<Send> {
  const { loanId } = await givenBorrower(wish)
  return atDesk(page, `/loans/${loanId}/acts/${act}`)
}

async function atPayment(page: Page, act: string, path: string): Promise<Send> {
  const owner: Borrower = await givenBorrower()
  const name = `${act} of payments/[paymentId]/${path}`
  const { paymentId, ...rest } = await fieldsFor({ name }, owner)
  return atDesk(page, `/payments/${paymentId}/${path}?${new URLSearchParams(rest)}`)
}

async function atPlan(page: Page): Promise<void> {
  const { restructuringId } = await askForPlan(await givenBorrower(), forAPerson)
  await atDesk(page, `/plans/${restructuringId}`)
}

async function atReturn(
  page: Page,
  until: 'arranged' | 'received' | 'inspected' | 'agreed',
): Promise<Send> {
  const given = await givenReturn(await givenBorrower(), until)
  if (until === 'inspected') await dispute(given)
  return atDesk(page, `/returns/${given.returnId}`)
}

async function atWelcome(page: Page): Promise<Send> {
  const { portal, lenderId, id } = await givenDemoStaff({ role: 'admin' })
  const email = `new${Date.now()}${Math.random().toString(36).slice(2)}@serendib.example`
  const person = { email, name: 'Kamal Silva', role: 'agent', locale: 'en' } as const
  const by = { lenderId, actor: `staff:${id}`, now: Temporal.Now.instant() }
  const made = await transaction((tx) => inviteStaff(tx, { ...by, ...person }))
  if ('refusal' in made) throw new Error(made.refusal)
  await page.goto(`${portal}/desk/welcome/${made.token}`)
  return lastOf(page)
}
