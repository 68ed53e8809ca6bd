import { describe, expect, test } from 'vitest'
import type { CodeDelivery } from '#lib/accounts/code-delivery.ts'
import { codeMail, codeText, sharedAddressMail } from '#lib/accounts/code-words.ts'
import { failuresMail } from '#lib/accounts/failures-mail.ts'
import { languages } from '#lib/domain/languages.ts'
import { noticeKinds } from '#lib/domain/notice.ts'
import { isStrangers } from '#lib/domain/notice-gate.ts'
import { typedAddress } from '#lib/http/portal-url.ts'
import { saidIn } from '#tests/support/said.ts'

const address = 'pay.financiera.example'
const facts = {
  address,
  lender: 'Financiera',
  reference: 'K7QF-3M2P',
  canCall: 'yes',
  helpPhone: '+94 11 234 5678',
  helpHours: '9–17',
  helpEmail: 'help@financiera.example',
}

describe.each(languages)('in %s', (locale) => {
  const t = saidIn(locale)

  test('every letter says what to type, how to check it, and how to stop it', () => {
    for (const kind of noticeKinds) {
      const whose = isStrangers(kind) ? 'other' : 'own'
      const said = t('notices.footer', { ...facts, whose })
      for (const page of ['/real', '/stop']) expect(said).toContain(`${address}${page}`)
      if (whose === 'other') expect(said).toContain(`${address}/help`)
      expect(said).not.toContain('://')
    }
  })

  test('so do codes, and what is said of wrong ones', () => {
    const contacts = { call: undefined, email: facts.helpEmail }
    const host = 'norte.localhost'
    const typed = typedAddress(host)
    const delivery: CodeDelivery = {
      challengeId: '1',
      sentBy: 'email',
      code: '123456',
      deviceId: null,
      receiver: 'borrower',
      expiresAt: Temporal.Instant.from('2026-12-01T10:00:00Z'),
      borrower: { id: '1', email: null, nominatedPhone: null, locale },
      lender: { id: '1', name: 'Financiera', host, timeZone: 'UTC', contacts },
    }
    const about = { failures: 3, lender: 'Financiera', address, contacts }
    const mails = [codeMail(delivery).text, sharedAddressMail(delivery).text]
    for (const said of [...mails, codeText(delivery)]) expect(said).toContain(typed)
    for (const said of mails) expect(said).toContain(`${typed}/real`)
    for (const subject of ['borrower', 'staff'] as const)
      expect(failuresMail(locale, { subject, ...about }).text).toContain(address)
    const link = { lender: 'F', address, hours: 2, link: 'https://x.example' }
    expect(t('desk-sign-in.link_mail.text', link)).toContain(`${address}/desk`)
  })
})

test('an address as one types it is the host, with the port where there is one', () => {
  expect(typedAddress('norte.localhost')).toMatch(/^norte\.localhost(:\d+)?$/)
})
