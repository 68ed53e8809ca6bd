import { expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'
import { messagesOf } from '#lib/i18n/messages.ts'
import { sentencesOf } from '#tests/laws/messages.ts'

const onTheScreen = {
  en: /lock screen|on (the|your) screen/i,
  es: /pantalla/i,
  ar: /شاشة/,
}

// What a lock screen is sent, or has by itself (tests/demo/world/phone-screen.test.ts): the address to pay, codes, a passkey.
const shown = ['landing.code_hint', 'sign-in.code.sent_lock_screen', 'code.passkey_hint']

test.each(languages)('in %s, what is looked for on the lock screen stands there', (language) => {
  const sentences = sentencesOf(messagesOf(language))
  const ofScreen = sentences.filter(([, said]) => onTheScreen[language].test(said))
  for (const key of shown) expect(ofScreen.map(([name]) => name)).toContain(key)
  const ofImei = sentences.filter(([, said]) => said.includes('IMEI'))
  expect(ofImei.map(([key]) => key)).toContain('sign-in.identifier.where.imei')
  expect(ofImei.filter((one) => ofScreen.includes(one))).toEqual([])
})
