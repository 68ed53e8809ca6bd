import { expect, test } from 'vitest'
import { promisedWords } from '#components/payment/promised-words.ts'
import { languages } from '#lib/domain/languages.ts'
import { saidIn } from '#tests/support/said.ts'

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[Asia/Colombo]`).toInstant()
const reader = { locale: 'en-GB', timeZone: 'Asia/Colombo', now: at('2026-11-20T00:38:00') }
const facts = {
  lender: 'Serendib',
  opening: 'by_person',
  until: '1 December',
  hours: 48,
  minutes: 3,
}
const sentences = [
  ...['payment.lead.with_person', 'payment.note.unlock_with_person'],
  ...['phones.why.paid_not_confirmed', 'phones.why.opening', 'holds.on_its_way'],
  ...['promises.opening', 'plans.active.opening', 'returns.window.opening'],
  ...['promises.terms.locked', 'trouble.promise.phone_locked'],
]

// Said before it is asked for: there is always a time.
const beforeAsking = ['opening.by_person.text', 'plans.means.opens', 'returns.then.open']

for (const language of languages) {
  const t = saidIn(language)

  test(`${language}: what a person opens is named with the time by which it is promised`, () => {
    for (const key of [...sentences, ...beforeAsking]) {
      const words = promisedWords(at('2026-11-20T10:00:00'), reader)
      expect(t(key, { ...facts, ...words }), key).toContain('10:00')
    }
  })

  test(`${language}: no time is named that has passed, or that nobody knows`, () => {
    for (const key of sentences)
      for (const by of [undefined, reader.now])
        expect(t(key, { ...facts, ...promisedWords(by, reader) }), key).not.toMatch(/\d\d:\d\d/)
  })
}

test('a day that is not today is named with its hour', () => {
  expect(promisedWords(at('2026-11-23T09:40:00'), reader).by).toMatch(/Mon.*23.*Nov.*09:40/)
})
