import { expect, type Page } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { demoPassword, demoStaff } from '#lib/demo/book/staff.ts'
import type { StaffRole } from '#lib/domain/roles.ts'
import { inviteStaff } from '#lib/staff/invite-staff.ts'
import { givenListing } from '#tests/block-lists/given-listing.ts'
import { paidByCard } from '#tests/e2e/desk/given-desk-act.ts'
import { givenBorrower, type Wish } from '#tests/e2e/support/borrower.ts'
import { cashToCount, moneySetAside } from '#tests/e2e/support/desk-acts.ts'
import { givenCase } from '#tests/e2e/support/desk-case.ts'
import { givenDeskRecords, givenUnlock } from '#tests/e2e/support/desk-records.ts'
import { paymentOf } from '#tests/e2e/support/pay.ts'
import { givenDemoStaff, signInStaff } from '#tests/e2e/support/staff.ts'
import { atStripe } from '#tests/e2e/support/world.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { ask as askForPlan, forAPerson } from '#tests/plans/given-plan.ts'
import { dispute, givenReturn } from '#tests/returns/given-return.ts'
import { type Come, lastOf, type Send } from './faulty-form.ts'

export const faultyDeskForms: Record<string, Come[]> = {
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
      const fields = await cashToCount(await givenBorrower())
      return atDesk(page, `/cash/count?${new URLSearchParams(fields)}`)
    },
  ],
  'app/desk/audit-log/filter-form.tsx': [
    async (page) => {
      const { desk } = await signInStaff(page, { role: 'admin' })
      await page.goto(`${desk}/audit-log`)
      return () => page.goto(`${desk}/audit-log?day=2026-02-31&subject=pony`)
    },
  ],
  'app/desk/loans/[loanId]/acts/block-list/page.tsx': [
    async (page) => {
      const send = await atLoan(page, 'block-list')
      await page.locator('#listedOn').fill('')
      return send
    },
    async (page) => {
      const { id: staffId, desk } = await signInStaff(page)
      const owner = await givenBorrower()
      const listingId = await givenListing(owner, staffId)
      await page.goto(`${desk}/loans/${owner.loanId}/acts/block-list?listing=${listingId}`)
      return lastOf(page)
    },
  ],
  'app/desk/loans/[loanId]/acts/cash/page.tsx': [(page) => atLoan(page, 'cash')],
  'app/desk/loans/[loanId]/acts/hold/page.tsx': [(page) => atLoan(page, 'hold')],
  'app/desk/loans/[loanId]/acts/locked/page.tsx': [
    (page) => atLoan(page, 'locked', { provider: 'manual', lockState: 'unlocked' }),
  ],
  'app/desk/loans/[loanId]/acts/pay-link/page.tsx': [(page) => atLoan(page, 'pay-link')],
  'app/desk/loans/[loanId]/acts/pay-out/page.tsx': [
    async (page) => {
      const { desk } = await signInStaff(page)
      const owner = await givenBorrower()
      await givenCredit(owner.loanId)
      await page.goto(`${desk}/loans/${owner.loanId}/acts/pay-out`)
      return () => page.getByRole('button', { name: 'Continue' }).click()
    },
  ],
  'app/desk/loans/[loanId]/acts/release/page.tsx': [(page) => atLoan(page, 'release')],
  'app/desk/loans/[loanId]/acts/sign-in-link/link-form.tsx': [
    (page) => atLoan(page, 'sign-in-link'),
  ],
  'app/desk/loans/[loanId]/acts/settlement-link/page.tsx': [
    (page) => atLoan(page, 'settlement-link'),
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
    async (page) => {
      const { paymentId, ...rest } = await moneySetAside(await givenBorrower())
      return atDesk(page, `/payments/${paymentId}/refund?${new URLSearchParams(rest)}`)
    },
  ],
  'app/desk/payments/[paymentId]/reverse/page.tsx': [
    async (page) => {
      const owner = await givenBorrower()
      await cashToCount(owner)
      return atDesk(page, `/payments/${(await paymentOf(owner.loanId)).id}/reverse`)
    },
  ],
  'app/desk/plans/[planId]/counter.tsx': [
    async (page) => {
      await atPlan(page)
      return async () => {
        await page.locator('#extra').fill('some')
        await page.locator('#extra').press('Enter')
      }
    },
  ],
  'app/desk/plans/[planId]/decision-forms.tsx': [
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
  'app/desk/unlocks/[unlockId]/take-back/page.tsx': [
    async (page) => atDesk(page, `/unlocks/${await givenUnlock()}/take-back`),
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
  'components/return/return-photos.tsx': [
    async (page) => {
      await atReturn(page, 'received')
      return lastOf(page, page.locator('form:has(#photo)'))
    },
  ],
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

async function atPlan(page: Page): Promise<void> {
  const { planId } = await askForPlan(await givenBorrower(), forAPerson)
  await atDesk(page, `/plans/${planId}`)
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
