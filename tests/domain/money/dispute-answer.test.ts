import { expect, test } from 'vitest'
import { answerMaximumLength, outcomes, readAnswer } from '#lib/domain/money/dispute-answer.ts'

test.for(outcomes)('%s with words is an answer', (outcome) => {
  expect(readAnswer({ outcome, answer: ' a\r\nb\0 ' })).toEqual({
    ok: true,
    outcome,
    answer: 'a\nb',
  })
})

test.for([
  [{ outcome: '', answer: 'x' }, { outcome: 'choose_one' }],
  [{ outcome: 'nonsense', answer: 'x' }, { outcome: 'choose_one' }],
  [{ outcome: 'upheld', answer: ' \r\n ' }, { answer: 'missing' }],
  [{ outcome: 'upheld', answer: 'x'.repeat(answerMaximumLength + 1) }, { answer: 'too_long' }],
  [
    { outcome: '', answer: '' },
    { outcome: 'choose_one', answer: 'missing' },
  ],
] as const)('%o is not an answer yet: %o', ([typed, faults]) => {
  expect(readAnswer(typed)).toEqual({ ok: false, faults })
})

test('as long as it may be', () => {
  const answer = 'x'.repeat(answerMaximumLength)
  expect(readAnswer({ outcome: 'upheld', answer })).toMatchObject({ ok: true })
})
