import { expect, test } from 'vitest'
import { passkeyWords } from '#components/payment/passkey-words.ts'
import { languages } from '#lib/domain/languages.ts'
import { saidIn } from '#tests/support/said.ts'

test('a passkey of letters is not said to have digits', () => {
  const said = (typed: string) => saidIn('en')('code.passkey_wrong', passkeyWords(typed))
  expect(said('123')).toContain('it has 3 digits')
  expect(said('١٢٣')).toContain('it has 3 digits')
  expect(said('abc')).toContain('it has 3 characters, not all of them digits')
  expect(said('12b')).not.toContain('3 digits')
})

test.for(languages)('%s: both are said, and what to compare', (language) => {
  const said = (typed: string) => saidIn(language)('code.passkey_wrong', passkeyWords(typed))
  expect(said('123456')).not.toBe(said('12345b'))
})
