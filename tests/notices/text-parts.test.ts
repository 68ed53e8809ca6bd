import { describe, expect, test } from 'vitest'
import { formatMoney } from '#lib/domain/money/money.ts'
import { type NoticeKind, noticeKinds } from '#lib/domain/notice.ts'
import { asTextMessage, textParts } from '#lib/domain/text-message.ts'
import { formatDay, formatUntil, writtenLocale } from '#lib/i18n/format.ts'
import { saidIn } from '#tests/support/said.ts'

/** How many parts the text of a kind may have, each paid for; `usual` for what is not named. */
const budgets: Record<
  'en' | 'es' | 'ar',
  { usual: number } & Partial<Record<NoticeKind | 'code', number>>
> = {
  en: {
    usual: 1,
    // With all that is typed at the counter.
    voucher_made: 2,
    voucher_made_helper: 2,
    unlock_late: 2,
    credit_left: 2,
    plan_offered: 2,
    plan_missed: 2,
    dispute_owed_again: 2,
  },
  es: {
    usual: 1,
    voucher_made: 2,
    voucher_made_helper: 2,
    payment_clearing: 2,
    unlock_late: 2,
    credit_left: 2,
    plan_received: 2,
    plan_offered: 2,
    plan_active: 2,
    plan_missed: 2,
    promise_made: 2,
    promise_reminder: 2,
    dispute_owed_again: 2,
    dispute_received: 2,
    return_reminder: 2,
    return_inspected: 2,
  },
  // Arabic has half as many signs in a part.
  ar: {
    usual: 2,
    voucher_made: 5,
    voucher_made_helper: 5,
    unlock_late: 3,
    payment_clearing: 3,
    plan_received: 3,
    plan_offered: 3,
    plan_active: 3,
    plan_missed: 3,
    promise_made: 3,
    promise_reminder: 3,
    promise_partly_kept: 3,
    dispute_owed_again: 3,
    dispute_received: 3,
    return_reminder: 3,
    return_inspected: 3,
  },
}

// Longer than most of what happens; every text that has a choice in it takes each of its turns.
const currencies = { en: 'LKR', es: 'MXN', ar: 'SAR' }
const open = { opening: 'open', isDisputed: 'no' }
const claimed = { opening: 'other_lock', isDisputed: 'yes' }
const offline = { opening: 'offline_lock', isDisputed: 'no' }
const boleto = {
  method: 'boleto',
  counter: '34191.79001 01043.510047 91020.150008 1 96120000009900',
}
const konbini = {
  method: 'konbini',
  counter:
    'FamilyMart 123456 / 09012345678, Lawson 123456 / 09012345678, Ministop 123456 / 09012345678, Seicomart 123456 / 09012345678',
}
const multibanco = { method: 'multibanco', counter: 'Entidade 12345, Referência 123 456 789' }
const turns: Record<string, string>[] = [
  {
    isLeftOpen: 'yes',
    way: 'courier',
    courier: 'in_vain',
    change: 'missed_ends',
    isVoucher: 'yes',
    method: 'oxxo',
    counter: '1234 5678 9012 3456 7890 1234 5678 9012',
    ...open,
  },
  {
    isLeftOpen: 'no',
    way: 'drop_off',
    change: 'superseded',
    isVoucher: 'no',
    ...claimed,
    ...boleto,
  },
  { isLeftOpen: 'no', way: 'drop_off', change: 'expired', isVoucher: 'no', ...offline, ...konbini },
  { isLeftOpen: 'no', way: 'drop_off', change: 'kept', isVoucher: 'no', ...open, ...multibanco },
]

function longFacts(locale: 'en' | 'es' | 'ar'): Record<string, string> {
  const written = writtenLocale(locale)
  const money = { amountMinor: 123_456_789n, currency: currencies[locale] }
  const now = Temporal.Instant.from('2026-11-29T00:00:00Z')
  const reader = { locale: written, timeZone: 'UTC', now }
  const day = formatDay(Temporal.PlainDate.from('2027-09-29'), reader, 'long')
  const amount = formatMoney(money, written)
  return {
    lender: 'Financiera del Pacífico',
    phone: 'Samsung Galaxy A54 5G',
    reference: 'K7QF-3M2P',
    amount,
    paid: amount,
    missing: amount,
    overdue: amount,
    owed: amount,
    next: amount,
    courier: 'none',
    day,
    nextOn: day,
    until: day,
    decideBy: day,
    validUntil: day,
    answerBy: day,
    voucherUntil: formatUntil(now.add({ hours: 7_000 }), reader),
    url: 'pay.financiera.example/r/K7QF-3M2P',
    address: 'pay.financiera.example',
  }
}

describe.each(['en', 'es', 'ar'] as const)('in %s', (locale) => {
  const t = saidIn(locale)
  const budget = budgets[locale]

  test.for(noticeKinds)('%s keeps to its budget', (kind) => {
    for (const turn of turns) {
      const text = asTextMessage(t(`notices.${kind}.short`, { ...longFacts(locale), ...turn }))
      const { alphabet, parts } = textParts(text)
      expect(alphabet, text).toBe(locale === 'ar' ? 'ucs2' : 'gsm')
      expect(parts, text).toBeLessThanOrEqual(budget[kind] ?? budget.usual)
      // No text needs its link: it says what to type.
      expect(text).toContain('pay.financiera.example')
      expect(text).not.toContain('://')
    }
  })

  test('the words of a link that asks somebody to pay are two parts at most', () => {
    const address = 'https://pay.financiera.example/p/K7QF3M2PK7QF3M2P'
    const text = asTextMessage(t('ask.message.text', { ...longFacts(locale), address }))
    const { alphabet, parts } = textParts(text)
    expect(alphabet, text).toBe(locale === 'ar' ? 'ucs2' : 'gsm')
    expect(parts, text).toBeLessThanOrEqual(2)
  })

  test('a sign-in code is as short as a text can be', () => {
    const values = { ...longFacts(locale), code: '123456', until: '23:59' }
    const { alphabet, parts } = textParts(asTextMessage(t('sign-in.text_message', values)))
    expect([alphabet, parts]).toEqual(locale === 'ar' ? ['ucs2', 2] : ['gsm', 1])
  })
})
