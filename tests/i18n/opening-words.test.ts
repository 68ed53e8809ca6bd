import { expect, test } from 'vitest'
import { wordsOf } from '#lib/demo/mdm/lock-screen-words.ts'
import { type Language, languages } from '#lib/domain/languages.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { saidIn } from '#tests/support/said.ts'

const openings = ['within_minutes', 'when_online', 'by_person', 'service_down'] as const
const day = '1 December'

const now = { en: /\bnow\b/i, es: /\bahora\b/i, ar: /الآن/ }
const wasSent = {
  en: /was sent|Switch|Keep/,
  es: /se envió|Encienda|Mantenga/,
  ar: /وأُرسل|شغّل|أبقِ/,
}

// What is said of a service that is down alone.
const whileDown = [
  ...['opening.service_down.text', 'payment.headline.service_down', 'payment.lead.service_down'],
  'payment.note.unlock_service_down',
]

/** Every message that says what really happens to the phone. */
function withOpening(language: Language): string[] {
  const found: string[] = []
  const walk = (tree: object, path: string) => {
    for (const [name, value] of Object.entries(tree)) {
      if (typeof value === 'object') walk(value, `${path}${name}.`)
      else if (/\{opening,\s*select,/.test(value)) found.push(path + name)
    }
  }
  walk(messagesOf(language), '')
  return found
}

const facts = (opening: string) => ({
  opening,
  until: day,
  day,
  amount: '1',
  byHand: 'no',
  phone: 'Xiaomi 13T',
  lender: 'Serendib',
  hasGoodwillCredit: 'no',
  goodwill: '',
  url: 'https://x',
  intent: 'release',
  ours: 'locked',
  hasTime: 'no',
  hours: 48,
  minutes: 3,
  by: '',
  isStaffed: 'yes',
  staffedFrom: '',
})

for (const language of languages) {
  const t = saidIn(language)

  test(`${language}: "now" is said only of a phone that opens within minutes`, () => {
    for (const side of ['later', 'other_lock', 'offline_lock', 'helper', 'helper_other_lock'])
      for (const kind of ['none', 'part', 'cleared', 'now', 'release'])
        expect(t(`effect.${side}.${kind}`, { amount: '1', until: day, day })).not.toMatch(
          now[language],
        )
    expect(t('effect.locked.now')).toMatch(now[language])
    for (const opening of openings)
      for (const key of ['promises.terms.locked', 'trouble.promise.phone_locked'])
        expect(now[language].test(t(key, facts(opening)))).toBe(opening === 'within_minutes')
  })

  test(`${language}: while the lock service is down nothing was sent, and nothing is asked of the phone`, () => {
    for (const key of [...withOpening(language), ...whileDown]) {
      const said = t(key, facts('service_down'))
      expect(said, key).not.toMatch(/^[a-z-]+\.[a-z_.]+$/)
      expect(said, key).not.toMatch(wasSent[language])
    }
    expect(t('notices.unlock_late.text', facts('within_minutes'))).toMatch(wasSent[language])
  })

  test(`${language}: each way to open has words of its own`, () => {
    const said = (key: string) => openings.map((opening) => t(key, facts(opening)))
    const why = ['paid_not_confirmed', 'overdue', 'opening'].map((name) => `phones.why.${name}`)
    for (const key of [...why, 'returns.window.opening'])
      expect(new Set(said(key)).size).toBe(openings.length)
  })
}

const withoutTime: Record<string, string> = {
  'open.ask_note': 'a notice above it on the same page names the time',
  'open.ask': 'a button',
  'pay.paid_title': 'a title; the sentence under it names the time',
  'phones.chip.opening': 'a mark of three words',
  'phones.chip.paid_not_confirmed': 'a mark of three words',
  'phones.title.opening': 'a title; the sentence under it names the time',
  'phones.title.paid_not_confirmed': 'a title; the sentence under it names the time',
  'phones.watch': 'a button',
  'phones.why.locked_without_reason': 'leads to the page that names the time',
  'phones.why.overdue': 'after paying: the page to pay on names the time',
  'phones.why.plan_not_begun': 'after the first installment: the page to pay it on names the time',
  'phones.why.unknown':
    'nobody knows whether it is locked; the page of ways to open it names the time',
  'trouble.plan.on_acceptance': 'after an offer: the offer names the time',
  'trouble.return.window': 'a notice above it on the same page names the time',
}

test('where a person opens the phone by hand, it is said by when, or there is a reason why not', () => {
  for (const language of languages) {
    const t = saidIn(language)
    const timeless = withOpening(language).filter((key) => {
      const by = (opening: string) => t(key, { ...facts(opening), hasTime: 'yes', by: '17:30' })
      return by('by_person') !== by('within_minutes') && !by('by_person').includes('17:30')
    })
    expect(timeless.sort()).toEqual(Object.keys(withoutTime).sort())
  }
})

const aPerson = { en: /person/, es: /persona/, ar: /موظف/ }

test('of a phone that a person opens by hand nobody is told that we send something', () => {
  for (const language of languages)
    for (const key of ['open.ask_note', 'open.ask'])
      for (const opening of openings)
        expect(aPerson[language].test(saidIn(language)(key, facts(opening)))).toBe(
          opening === 'by_person',
        )
})

test('the way to type a code has one name, on the lock screen and on our pages', () => {
  for (const language of languages) {
    const onScreen = wordsOf({ locale: language }).offline.split(/[?؟]/).at(-1)?.trim() ?? '-'
    for (const key of ['code.type_it', 'code.passkey_hint'])
      expect(saidIn(language)(key)).toContain(onScreen)
  }
})
