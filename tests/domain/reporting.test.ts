import { expect, test } from 'vitest'
import { reportedWords } from '#lib/domain/reporting.ts'

const reporting = {
  reported: {
    pay: { en: 'A payment is reported.', es: 'Un pago se informa.' },
    plan: { es: 'Un plan.' },
  },
  debtAdvice: [],
  adviceHours: [],
}

test('the lender’s words are given in the reader’s language, else in the lender’s, and never made up', () => {
  const said = (way: 'pay' | 'plan' | 'return', reader: string, lender: string) =>
    reportedWords(reporting, way, { reader, lender })
  expect(said('pay', 'es', 'en')).toEqual({ text: 'Un pago se informa.', language: 'es' })
  expect(said('pay', 'ar', 'en')).toEqual({ text: 'A payment is reported.', language: 'en' })
  expect(said('plan', 'en', 'es')).toEqual({ text: 'Un plan.', language: 'es' })
  expect(said('plan', 'ar', 'en')).toBeUndefined()
  expect(said('return', 'en', 'en')).toBeUndefined()
})
