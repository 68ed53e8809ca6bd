import { expect, test } from 'vitest'
import { wordsOf } from '#lib/demo/mdm/lock-screen-words.ts'
import { languages } from '#lib/i18n/languages.ts'
import { translator } from '#lib/i18n/translator.ts'

const openings = ['within_minutes', 'when_online', 'by_person', 'service_down'] as const
const day = '1 December'

const now = { en: /\bnow\b/i, es: /\bahora\b/i, ar: /الآن/ }
const wasSent = {
  en: /was sent|Switch|Keep/,
  es: /se envió|Encienda|Mantenga/,
  ar: /وأُرسل|شغّل|أبقِ/,
}

for (const language of languages) {
  const t = translator(language)

  test(`${language}: "now" is said only of a phone that opens within minutes`, () => {
    for (const side of ['later', 'other_lock', 'offline_lock', 'helper', 'helper_other_lock'])
      for (const kind of ['none', 'part', 'cleared', 'now', 'release'])
        expect(t(`effect.${side}.${kind}`, { amount: '1', until: day, day })).not.toMatch(
          now[language],
        )
    expect(t('effect.locked.now')).toMatch(now[language])
    for (const opening of openings)
      for (const key of ['promises.terms.locked', 'trouble.promise.phone_locked'])
        expect(now[language].test(t(key, { opening }))).toBe(opening === 'within_minutes')
  })

  test(`${language}: while the lock service is down nothing was sent, and nothing is asked of the phone`, () => {
    const keys = [
      ...[
        'paid_not_confirmed',
        'opening',
        'overdue',
        'locked_without_reason',
        'plan_not_begun',
      ].map((reason) => `phones.why.${reason}`),
      ...['phones.title.paid_not_confirmed', 'phones.chip.paid_not_confirmed'],
      ...['phones.title.opening', 'phones.chip.opening', 'holds.on_its_way'],
      ...['promises.opening', 'plans.active.opening', 'opening.service_down.text'],
      ...['payment.headline.service_down', 'payment.lead.service_down'],
      'payment.note.unlock_service_down',
    ]
    for (const key of keys)
      expect(t(key, { opening: 'service_down' })).not.toMatch(wasSent[language])
    const late = (opening: string) =>
      t('notices.unlock_late.text', {
        ...{ opening, byHand: 'no', phone: 'Xiaomi 13T', lender: 'Serendib' },
        ...{ hasGoodwillCredit: 'no', goodwill: '', url: 'https://x' },
      })
    expect(late('service_down')).not.toMatch(wasSent[language])
    expect(late('within_minutes')).toMatch(wasSent[language])
  })

  test(`${language}: each way to open has words of its own`, () => {
    const said = (key: string) => openings.map((opening) => t(key, { opening }))
    for (const key of ['phones.why.paid_not_confirmed', 'phones.why.overdue', 'phones.why.opening'])
      expect(new Set(said(key)).size).toBe(openings.length)
  })
}

test('the way to type a code has one name, on the lock screen and on our pages', () => {
  for (const language of languages) {
    const onScreen = wordsOf({ locale: language }).offline.split(/[?؟]/).at(-1)?.trim() ?? '-'
    for (const key of ['code.type_it', 'code.passkey_hint'])
      expect(translator(language)(key)).toContain(onScreen)
  }
})
