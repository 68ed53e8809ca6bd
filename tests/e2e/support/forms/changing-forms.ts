import { expect, type Page } from '@playwright/test'
import { givenBuyer } from '#tests/cases/given-buyer.ts'
import type { Borrower } from '#tests/e2e/support/borrower.ts'
import { givenCase } from '#tests/e2e/support/desk-case.ts'
import { atCheckout, paymentOf } from '#tests/e2e/support/pay.ts'
import { toOptions } from '#tests/e2e/support/plan.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

/** Every form whose choices differ from one time to the next, and how to come to it. */
export const forms: Record<string, (page: Page, borrower: Borrower) => Promise<unknown>> = {
  pay: (page, { portal, deviceId }) => page.goto(`${portal}/phones/${deviceId}/pay`),
  promise: (page, { portal, deviceId }) => page.goto(`${portal}/phones/${deviceId}/promise`),
  wrong: (page, { portal, deviceId }) => page.goto(`${portal}/phones/${deviceId}/dispute`),
  'reasons for a plan': (page, { portal, deviceId }) =>
    page.goto(`${portal}/phones/${deviceId}/plan`),
  'options of a plan': async (page, { portal, deviceId }) => {
    await page.goto(`${portal}/phones/${deviceId}/plan`)
    await toOptions(page)
  },
  'handing over': async (page, { portal, deviceId }) => {
    await page.goto(`${portal}/phones/${deviceId}/return`)
    await page.locator('main form button').first().click()
    await expect(page).toHaveURL(/hand-over/)
  },
  'the pay link beside somebody else': async (page, borrower) => {
    await page.goto(`${borrower.portal}/phones/${borrower.deviceId}/pay`)
    await page.locator('#choice-arrears').check()
    await page.getByRole('button', { name: /^Continue to/ }).click()
    await atCheckout(page)
    await page.goto(
      `${borrower.portal}/return/${(await paymentOf(borrower.loanId)).id}?cancelled=1`,
    )
    await page.goto(borrower.payLink)
  },
  'a hold, at the desk': async (page, { loanId }) => {
    const { desk } = await signInStaff(page, { role: 'admin' })
    await page.goto(`${desk}/loans/${loanId}/acts/hold`)
  },
  'an answer, at the desk': async (page, borrower) => {
    const { desk } = await signInStaff(page, { role: 'admin' })
    const { id } = await givenCase(borrower)
    await page.goto(`${desk}/cases/${id}`)
  },
  'an answer to a buyer': async (page, borrower) => {
    const { desk } = await signInStaff(page, { role: 'admin' })
    await page.goto(`${desk}/cases/${(await givenBuyer(borrower)).caseId}`)
  },
  'what is sent': (page, { portal }) => page.goto(`${portal}/account/contact`),
  'what somebody doubts': (page, { portal }) => page.goto(`${portal}/real`),
  'what a buyer says': (page, { portal }) => page.goto(`${portal}/bought`),
  'who is invited': async (page) => {
    const { desk } = await signInStaff(page, { role: 'admin' })
    await page.goto(`${desk}/staff`)
  },
  'what a person of the staff may do': async (page) => {
    const { id } = await signInStaff(page)
    const { desk } = await signInStaff(page, { role: 'admin' })
    await page.goto(`${desk}/staff/${id}`)
  },
  'settings, at the desk': async (page) => {
    const { desk } = await signInStaff(page, { role: 'admin' })
    await page.goto(`${desk}/settings/payments`)
  },
  'the audit log’s filter': async (page) => {
    const { desk } = await signInStaff(page, { role: 'admin' })
    await page.goto(`${desk}/audit-log`)
  },
}

/** Which of them shows the choices that a file draws. */
export const drawnIn: Record<string, keyof typeof forms> = {
  'app/(borrower)/phones/[deviceId]/dispute/dispute-form.tsx': 'wrong',
  'app/(borrower)/phones/[deviceId]/pay/other-amount.tsx': 'pay',
  'app/(borrower)/phones/[deviceId]/pay/pay-form.tsx': 'pay',
  'app/(borrower)/phones/[deviceId]/plan/own-amount.tsx': 'options of a plan',
  'app/(borrower)/phones/[deviceId]/plan/plan-option.tsx': 'options of a plan',
  'app/(borrower)/phones/[deviceId]/promise/how-much.tsx': 'promise',
  'app/(borrower)/phones/[deviceId]/promise/what-day.tsx': 'promise',
  'app/(borrower)/phones/[deviceId]/return/hand-over/courier-fields.tsx': 'handing over',
  'app/(borrower)/phones/[deviceId]/return/hand-over/hand-over-form.tsx': 'handing over',
  'app/(borrower)/account/contact/choices-form.tsx': 'what is sent',
  'app/(public)/real/report.tsx': 'what somebody doubts',
  'app/(public)/bought/report-form.tsx': 'what a buyer says',
  'app/desk/acts/act-field.tsx': 'a hold, at the desk',
  'app/desk/audit-log/filter-form.tsx': 'the audit log’s filter',
  'app/desk/cases/[caseId]/answer-form.tsx': 'an answer, at the desk',
  'app/desk/settings/[group]/settings-input.tsx': 'settings, at the desk',
  'app/desk/staff/[staffId]/page.tsx': 'what a person of the staff may do',
  'app/desk/staff/invite-form.tsx': 'who is invited',
}

// These run in the page.

/** Chooses otherwise than the page does, wherever something can be chosen; says how often. */
export function chooseAll(): number {
  let changed = 0
  for (const input of document.querySelectorAll<HTMLInputElement>(
    'main input[type=radio], main input[type=checkbox]',
  )) {
    if (!input.checked) changed += 1
    input.checked = true
  }
  for (const select of document.querySelectorAll<HTMLSelectElement>('main select')) {
    select.selectedIndex = select.options.length - 1
    changed += 1
  }
  return changed
}

/** What is chosen though neither the page nor a person chose it. */
export function chosenByNobody(): string[] {
  const inputs = document.querySelectorAll<HTMLInputElement>(
    'main input[type=radio], main input[type=checkbox]',
  )
  const selects = document.querySelectorAll<HTMLSelectElement>('main select')
  const isAsMade = (select: HTMLSelectElement) => {
    const made = [...select.options].findIndex((option) => option.defaultSelected)
    return select.selectedIndex === Math.max(0, made)
  }
  return [
    ...[...inputs].filter((input) => input.checked !== input.defaultChecked),
    ...[...selects].filter((select) => !isAsMade(select)),
  ].map(({ name }) => name)
}
