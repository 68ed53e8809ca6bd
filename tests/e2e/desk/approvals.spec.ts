import { randomUUID } from 'node:crypto'
import { expect, type Page, test } from '@playwright/test'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { type ActAsked, actDetailSchema } from '#lib/domain/approval.ts'
import { askSecond } from '#lib/workflows/approvals/ask-second.ts'
import { type Borrower, givenBorrower } from '#tests/e2e/support/borrower.ts'
import { cashToCount, lostDispute, moneySetAside } from '#tests/e2e/support/desk-acts.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { owedMinor } from '#tests/e2e/support/pay.ts'
import { expectScreen } from '#tests/e2e/support/phone.ts'
import { givenDemoStaff, signInStaff } from '#tests/e2e/support/staff.ts'
import { givenCredit } from '#tests/payments/given-credit.ts'
import { givenReturn, returnRow } from '#tests/returns/given-return.ts'
import { another, paidByCard, press } from './given-desk-act.ts'

// Two people and a phone: much for one test.
test.describe.configure({ timeout: 180_000 })

type Given = {
  asked: ActAsked /** The page that names who asked, once it is done. */
  record: string
}

const currency = 'LKR'
const seenOutstandingMinor = '1800000'
const today = () => Temporal.Now.plainDateISO('Asia/Colombo').toString()

/** Every act that two people agree on, as somebody has asked for it. */
const acts: Record<ActAsked['act'], (owner: Borrower) => Promise<Given>> = {
  async cash({ loanId }) {
    const paymentId = randomUUID()
    const amountMinor = seenOutstandingMinor
    const taken = {
      method: 'cash',
      officeReceipt: paymentId.slice(0, 8),
      takenOn: today(),
    } as const
    const seen = { seenOutstandingMinor, locale: 'en', why: ['ends_loan'] } as const
    return {
      asked: {
        act: 'cash',
        loanId,
        paymentId,
        amountMinor,
        ...taken,
        ...seen,
        why: [...seen.why],
        currency,
      },
      record: `payments/${paymentId}`,
    }
  },
  async release({ loanId }) {
    return {
      asked: { act: 'release', loanId, seenOutstandingMinor, writeOff: true, currency },
      record: `loans/${loanId}`,
    }
  },
  async pay_out({ loanId }) {
    await givenCredit(loanId)
    const given = { amountMinor: '50000', seenCreditMinor: '50000', method: 'cash' } as const
    return {
      asked: {
        act: 'pay_out',
        loanId,
        payoutId: randomUUID(),
        ...given,
        paidOn: today(),
        currency,
      },
      record: `loans/${loanId}`,
    }
  },
  async settle_return(owner) {
    const { returnId } = await givenReturn(owner, 'agreed')
    const { version: seenVersion } = await returnRow(returnId)
    const { loanId } = owner
    return {
      asked: {
        act: 'settle_return',
        returnId,
        loanId,
        seenVersion,
        seenOutstandingMinor,
        amountMinor: '180000',
        currency,
      },
      record: `returns/${returnId}`,
    }
  },
  async refund(owner) {
    const { paymentId = '', of: paymentIntentId = '' } = await moneySetAside(owner)
    const all = { amountMinor: '950000', seenRefundableMinor: '950000' }
    return {
      asked: { act: 'refund', paymentId, paymentIntentId, ...all, currency },
      record: `payments/${paymentId}`,
    }
  },
  async reverse_cash(owner) {
    await cashToCount(owner)
    const { id: paymentId } = await paymentOf(owner)
    return {
      asked: { act: 'reverse_cash', paymentId, amountMinor: '100', currency },
      record: `loans/${owner.loanId}`,
    }
  },
  async owe_again(owner) {
    const {
      paymentId = '',
      dispute: disputeId = '',
      seen: amountMinor = '',
    } = await lostDispute(owner)
    return {
      asked: { act: 'owe_again', paymentId, disputeId, amountMinor, currency },
      record: `loans/${owner.loanId}`,
    }
  },
}

test('every act that two people agree on is known here', () => {
  const known = actDetailSchema.options.map(({ shape }) => shape.act.value)
  expect(Object.keys(acts).sort()).toEqual([...known].sort())
})

for (const [act, given] of Object.entries(acts))
  test(`${act}: whose it is, of which loan and what it does, before the yes; both who agreed, after it`, async ({
    page,
  }) => {
    const owner = await withOwnName(await givenBorrower())
    const { asked, record } = await given(owner)
    const { lenderId } = owner
    const asker = await givenDemoStaff({ name: `Amara ${owner.loanNumber}` })
    const by = { note: 'Seen at the counter', staffId: asker.id, lenderId }
    const { approvalId } = await transaction((tx) =>
      askSecond(tx, asked, { ...by, now: Temporal.Now.instant() }),
    )
    const { desk, name } = await signInStaff(page, {
      role: 'approver',
      name: `Ruwan ${owner.loanNumber}`,
    })
    const main = page.getByRole('main')
    await page.goto(`${desk}/approvals/${approvalId}`)
    await expect(page.getByRole('button', { name: 'Approve and do it now' })).toBeVisible()
    await expect(main.getByText(owner.name)).toBeVisible()
    await expect(main.getByRole('link', { name: owner.loanNumber })).toBeVisible()
    const effects = page.locator('.banner', { hasText: 'What this does' })
    await expect(effects.getByRole('listitem').first()).toHaveText(/\w/)
    await press(page, 'Approve and do it now')
    await expect(main).toContainText('Approved and done')
    await page.goto(`${desk}/${record}`)
    await expect(main).toContainText(new RegExp(`${asker.name}\\W+with \\W?${name}`))
  })

// Others of the demo are called alike.
async function withOwnName(borrower: Borrower): Promise<Borrower> {
  const name = `Nimali ${borrower.loanNumber}`
  const { borrowerId } = borrower
  await database().updateTable('borrowers').set({ name }).where('id', '=', borrowerId).execute()
  return { ...borrower, name }
}

function paymentOf({ loanId }: Borrower) {
  return database()
    .selectFrom('payments')
    .select('id')
    .where('loanId', '=', loanId)
    .executeTakeFirstOrThrow()
}

const installments = (page: Page) =>
  page.getByRole('table', { name: 'Whole schedule' }).getByRole('row')

test('what is written off with a release is let go of in the schedule, and only what was paid is paid', async ({
  page,
  browser,
}) => {
  const borrower = await paidByCard(browser, { amountMinor: 1_000_000n })
  const { desk, name } = await signInStaff(page, { role: 'agent', name: 'Amara Dias' })
  const loan = `${desk}/loans/${borrower.loanId}`
  await page.goto(loan)
  const paidBefore = await installments(page).filter({ hasText: 'Paid' }).count()
  expect(paidBefore).toBeGreaterThan(0)
  const open = installments(page).filter({ hasText: 'Not due yet' })
  const openBefore = await open.count()
  expect(openBefore).toBeGreaterThan(0)

  await page.goto(`${loan}/acts/release`)
  await page.getByRole('radio', { name: 'Is let go' }).check()
  await page.getByLabel('Reason').fill('The shop had promised it')
  await press(page, 'Continue')
  await expect(page.getByRole('main')).toContainText('is written off')
  await press(page, 'Ask a second person')
  await expect(page.getByRole('main')).toContainText('A second person has to agree')
  const approval = page.url().split('?')[0] ?? ''
  await page.goto(loan)
  await expect(open).toHaveCount(openBefore)

  const approver = await another(browser, { role: 'approver', name: 'Ruwan Silva' })
  await approver.page.goto(approval)
  await press(approver.page, 'Approve and do it now')
  await expect(approver.page.getByRole('main')).toContainText('Approved and done')
  expect(await owedMinor(borrower.loanId)).toBe(0n)
  await expectScreen(borrower, 'home')
  await page.goto(loan)
  await expect(installments(page).filter({ hasText: 'Let go, not asked for' })).toHaveCount(
    openBefore,
  )
  await expect(installments(page).filter({ hasText: 'Paid' })).toHaveCount(paidBefore)
  await expect(page.getByRole('main')).toContainText('Written off')
  await lookedAt(page, 'desk-loan-written-off')
  const { id } = await database()
    .selectFrom('unlocks')
    .select('id')
    .where('loanId', '=', borrower.loanId)
    .where('intent', '=', 'release')
    .executeTakeFirstOrThrow()
  await page.goto(`${desk}/unlocks/${id}`)
  await expect(page.getByRole('main')).toContainText(
    new RegExp(`Asked by${name} with \\W?${approver.name}`),
  )
  await lookedAt(page, 'desk-unlock-by-two')
})
