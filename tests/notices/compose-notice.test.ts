import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import { takeMessage } from '#lib/jobs/take-message.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { noticeKinds } from '#lib/notices/queue-notice.ts'
import { open, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { ask } from '#tests/restructurings/given-plan.ts'
import { givenReturn } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'

await freshDatabase()
const lender = await givenLender()
const loan = await givenLoan(lender, twoLate())
const asked = await open(loan)
await tell(intentNews('succeeded', asked))
const { unlockId } = await paymentRow(asked.paymentId)
const { caseId } = await transaction((tx) =>
  takeMessage(tx, {
    loanId: loan.loanId,
    message: { what: 'already_paid', note: '', paymentReference: '' },
    by: `borrower:${loan.borrowerId}`,
    now: Temporal.Now.instant(),
  }),
)

const { promiseId } = await promised(await givenLoan(lender, twoLate()))

const { returnId } = await givenReturn(await givenLoan(lender, twoLate()), 'settled', 'damaged')

const { restructuringId } = await ask(await givenLoan(lender, twoLate()))
const until = `${Temporal.Now.instant()}`

// What a notice is about, by the beginning of its kind; else a payment.
const abouts: Record<string, object> = {
  unlock: { unlockId },
  dispute: { caseId },
  promise: { promiseId },
  plan: { restructuringId, until, change: 'missed' },
  return: { returnId },
}

async function words(kind: string, locale: 'en' | 'es' | 'ar') {
  const beginning = Object.keys(abouts).find((name) => kind.startsWith(name))
  const detail = abouts[beginning ?? ''] ?? { paymentId: asked.paymentId }
  const notice = await database()
    .insertInto('notices')
    .values({
      lenderId: lender.id,
      kind,
      causeId: randomUUID(),
      channel: 'email',
      recipient: 'n@mail.example',
      locale,
      detail: JSON.stringify(detail),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return composeNotice(database(), notice)
}

const nothingToHide = {
  en: /debt|overdue|arrears|default|late payment|loan/i,
  es: /deuda|moros|vencid|atras|préstamo|crédito/i,
  ar: /دين|ديون|متأخر|قرض|متعثر/,
}

describe.each(['en', 'es', 'ar'] as const)('in %s', (locale) => {
  test.for(noticeKinds)('%s is whole: no gap, a way on, and a person to call', async (kind) => {
    const { subject, text, short } = await words(kind, locale)
    for (const said of [subject, text, short]) {
      expect(said).not.toMatch(/[{}]|undefined|null|notices\./)
      expect(said.trim()).not.toBe('')
    }
    expect(text).toContain('011 555 0100')
    expect(text).toMatch(/https?:\/\/lender-\d+\.localhost:3000\/[a-z]+\/[0-9a-f-]{36}/)
    expect(text).toMatch(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/)
    expect(subject).not.toMatch(nothingToHide[locale])
  })
})
