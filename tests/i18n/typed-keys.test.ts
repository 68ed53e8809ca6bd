import { expect, test } from 'vitest'
import { languages } from '#lib/domain/languages.ts'
import { isMessageKey, messageKey, translator } from '#lib/i18n/translator.ts'

const t = translator('en', 'returns')
const desk = translator('en', 'desk')

// The compiler is the test here: a line that it did not refuse would fail the type check.
test('the compiler refuses a message that is not there', () => {
  const state = 'arranged' as 'arranged' | 'received'
  const code: string = state
  const asked = () => [
    t('title'),
    desk(`return_state.${state}`),
    // @ts-expect-error: misspelt
    t('titel'),
    // @ts-expect-error: of another area
    t('return_state.arranged'),
    // @ts-expect-error: a part that holds messages, and is none
    desk('return_state'),
    // @ts-expect-error: any text might be put in
    desk(`return_state.${code}`),
    // @ts-expect-error: no such area
    translator('en', 'retruns'),
    // @ts-expect-error: no such language
    translator('xx', 'returns'),
  ]
  expect(asked).toBeInstanceOf(Function)
})

test.each(languages)('a message in %s is what its area says', (language) => {
  expect(translator(language, 'returns')('title')).toMatch(/\S/)
})

test('a code that nobody here chose is asked whether it has words', () => {
  const [known, unknown]: string[] = ['role.agent', 'role.owner']
  expect(isMessageKey(desk, known ?? '') && desk(known as never)).toBe(desk('role.agent'))
  expect(isMessageKey(desk, unknown ?? '')).toBe(false)
  expect(messageKey(desk, 'role.agent')).toBe('role.agent')
  expect(() => messageKey(desk, 'role.owner')).toThrow('role.owner')
})
