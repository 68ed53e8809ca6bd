import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { database } from '#lib/db/client.ts'
import { transaction } from '#lib/db/transaction.ts'
import type { OtherLock } from '#lib/domain/lock/other-lock.ts'
import { type NoticeKind, noticeKinds } from '#lib/domain/notice.ts'
import { isStrangers } from '#lib/domain/notice-gate.ts'
import { formatUntil } from '#lib/i18n/format.ts'
import { composeNotice } from '#lib/notices/compose-notice.ts'
import { requestUnlock } from '#lib/workflows/unlocks/request-unlock.ts'
import { givenListing } from '#tests/block-lists/given-listing.ts'
import { answer, say } from '#tests/cases/given-dispute.ts'
import { open, paymentRow, twoLate } from '#tests/payments/given-payment.ts'
import { ask } from '#tests/plans/given-plan.ts'
import { promised } from '#tests/promises/given-promise.ts'
import { givenReturn } from '#tests/returns/given-return.ts'
import { freshDatabase } from '#tests/support/database/database.ts'
import { givenLender, givenLoan } from '#tests/support/lender.ts'
import { givenStaff } from '#tests/support/staff.ts'
import { intentNews, tell } from '#tests/support/stripe-events.ts'
import { request } from '#tests/unlocks/given-unlock.ts'

await freshDatabase()
const reader = {
  locale: 'en-GB',
  timeZone: 'Asia/Colombo',
  now: Temporal.Instant.from('2026-11-29T06:00:00Z'),
}
const lender = await givenLender()
const loan = await givenLoan(lender, twoLate())
const asked = await open(loan)
await tell(intentNews('succeeded', asked))
const { unlockId } = await paymentRow(asked.paymentId)
const { caseId } = await say(loan)
await answer(await givenStaff(lender, 'agent'), caseId, { outcome: 'upheld' })

const byHand = await open(await givenLoan(lender, twoLate(), { provider: 'manual' }))
await tell(intentNews('succeeded', byHand))

const { promiseId } = await promised(await givenLoan(lender, twoLate()))

const { returnId } = await givenReturn(await givenLoan(lender, twoLate()), 'settled', 'damaged')

const { planId } = await ask(await givenLoan(lender, twoLate()))
const until = `${Temporal.Now.instant()}`

const { id: staffId } = await givenStaff(lender, 'agent')
const listingId = await givenListing({ ...loan, lenderId: lender.id }, staffId)

// What a notice is about, by the beginning of its kind; else a payment.
const abouts: Record<string, object> = {
  unlock: { unlockId },
  credit_paid_out: { creditOf: loan.loanId, amountMinor: '500' },
  credit_left: { creditOf: loan.loanId, amountMinor: '500' },
  book_took: { bookOf: loan.loanId, amountMinor: '500' },
  receipt: { paymentId: asked.paymentId, loanId: loan.loanId },
  dispute_owed: { paymentId: asked.paymentId, amountMinor: '500', until },
  money_went: { paymentId: asked.paymentId, loanId: loan.loanId, amountMinor: '500' },
  dispute_won: { paymentId: asked.paymentId, amountMinor: '500' },
  dispute: { caseId },
  promise: { promiseId },
  plan: { planId, until, change: 'missed' },
  return: { returnId },
  block_list: { listingId },
}

async function words(kind: NoticeKind, locale: 'en' | 'es' | 'ar', about?: object) {
  const beginning = Object.keys(abouts).find((name) => kind.startsWith(name))
  const detail = about ?? abouts[beginning ?? ''] ?? { paymentId: asked.paymentId }
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

test('the letters about an unlock name the payment for it as its receipt and its page do', async () => {
  const { reference } = await paymentRow(asked.paymentId)
  const own = await database()
    .selectFrom('unlocks')
    .select('reference')
    .where('id', '=', unlockId)
    .executeTakeFirstOrThrow()
  for (const kind of ['unlock_confirmed', 'unlock_late'] as const) {
    const { text, short } = await words(kind, 'en')
    expect(text).toContain(reference)
    expect(short).toContain(`/r/${reference}`)
    expect(text + short).not.toContain(own.reference)
  }
  expect((await words('receipt', 'en')).text).toContain(reference)
})

test('the receipt says what is left to pay and what is due next; the one to a helper does not', async () => {
  const { text } = await words('receipt', 'en', { paymentId: asked.paymentId, loanId: loan.loanId })
  expect(text).toMatch(/Still owed on .+: Rs\s18,450\.00\. Next installment: Rs\s9,225\.00, due /)
  const late = await givenLoan(lender, twoLate())
  const part = await open(late, { choice: 'installment' })
  await tell(intentNews('succeeded', part))
  const told = await words('receipt', 'en', { paymentId: part.paymentId, loanId: late.loanId })
  expect(told.text).toMatch(/Still owed on .+: .+ Of that overdue: Rs\s9,225\.00\./)
  for (const kind of ['receipt', 'receipt_helper'] as const) {
    const untold = await words(kind, 'en', { paymentId: asked.paymentId })
    expect(untold.text).not.toMatch(/Still owed|Next installment|left to pay/)
  }
})

test('an unlock that no payment asked for is named by its own reference', async () => {
  const unpaid = await givenLoan(lender, twoLate(), { lockState: 'locked' })
  const id = await transaction((tx) =>
    requestUnlock(tx, {
      ...({ deviceId: unpaid.deviceId, cause: 'staff', causeId: randomUUID() } as const),
      actor: 'test',
      intent: { kind: 'indefinite' },
      now: Temporal.Now.instant(),
      deadlineAt: Temporal.Now.instant().add({ hours: 1 }),
    }),
  )
  const own = await database()
    .selectFrom('unlocks')
    .select('reference')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect((await words('unlock_confirmed', 'en', { unlockId: id })).text).toContain(own.reference)
})

describe.each(['en', 'es', 'ar'] as const)('in %s', (locale) => {
  test.for(noticeKinds)('%s is whole: no gap, a way on, and a person to call', async (kind) => {
    const { subject, text, short, sender } = await words(kind, locale)
    expect(sender).toEqual({ name: 'Serendib Mobile', replyTo: 'help@serendib.example' })
    expect(short).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}/)
    // What is about no record of ours, but about the loan, has the loan's number and the way to the first page.
    const isOfLoan = /^(book_took_back$|block_list_|credit_)/.test(kind)
    if (isOfLoan) expect(short).toMatch(/ lender-\d+\.localhost:3000$/)
    else if (isStrangers(kind)) expect(short).toMatch(/ lender-\d+\.localhost:3000(\/bought\/|$)/)
    else expect(short).toMatch(/ lender-\d+\.localhost:3000\/r\/[0-9A-Z]{4}-[0-9A-Z]{4}/)
    for (const said of [subject, text, short]) {
      expect(said).not.toMatch(/[{}]|undefined|null|notices\./)
      expect(said.trim()).not.toBe('')
    }
    expect(text).toContain('011 555 0100')
    expect(text).toMatch(/https?:\/\/lender-\d+\.localhost:3000\/[a-z]+\/[0-9a-f-]{36}/)
    // The page speaks as the letter does; the lender's own language gives way to the browser's.
    expect(text.includes(`?lang=${locale}`)).toBe(locale !== 'en')
    if (isOfLoan) expect(text).toContain(loan.loanNumber)
    else expect(text).toMatch(/[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}/)
    expect(subject).not.toMatch(nothingToHide[locale])
  })

  test('says until which day a phone is open as its page does', async () => {
    const { unlockId: id } = await request(await givenLoan(lender, twoLate()))
    const said = async (relockAt: string) => {
      const values = { intent: 'until', relockAt: Temporal.Instant.from(relockAt) } as const
      await database().updateTable('unlocks').set(values).where('id', '=', id).execute()
      return (await words('unlock_confirmed', 'en', { unlockId: id })).text
    }
    const [firstOfDecember, atTwo] = ['2026-12-02T00:00:00+05:30', '2026-12-02T14:00:00+05:30']
    const page = (at: string) => formatUntil(Temporal.Instant.from(at), reader)
    expect(await said(firstOfDecember)).toContain('It stays open until Tuesday 1 December.')
    expect(page(firstOfDecember)).toBe('Tuesday 1 December')
    expect(await said(atTwo)).toContain(`It stays open until ${page(atTwo)}.`)
  })

  test('calls no phone open while another lock is on it', async () => {
    const phone = await givenLoan(lender, twoLate())
    const opened = await open(phone)
    await tell(intentNews('succeeded', opened))
    const { unlockId: id } = await paymentRow(opened.paymentId)
    const said = async (otherLocks: OtherLock[]) => {
      await database()
        .updateTable('devices')
        .set({ lockState: 'released', otherLocks })
        .where('id', '=', phone.deviceId)
        .execute()
      return Object.values(await words('unlock_confirmed', locale, { unlockId: id })).join(' ')
    }
    const isOpen = { en: /is open/, es: /está abierto/, ar: /هاتفك Xiaomi 13T مفتوح/ }[locale]
    expect(await said([])).toMatch(isOpen)
    for (const other of ['sim_lock', 'offline_lock'] as const)
      expect(await said([other])).toContain(
        { en: 'Our lock', es: 'Nuestro bloqueo', ar: 'قفلنا' }[locale],
      )
  })

  test('late by hand: nothing to switch on, no code to get, a person to call', async () => {
    const { unlockId: manualId } = await paymentRow(byHand.paymentId)
    const { text } = await words('unlock_late', locale, { unlockId: manualId })
    expect(text).not.toMatch(/[{}]|Wi-Fi|واي فاي|code for|código para|رمز لهاتف/)
    expect(text).toContain('011 555 0100')
  })
})
