import { expect, test } from 'vitest'
import { messagesOf } from '#lib/i18n/messages.ts'

// Readers take another word for another thing: what the lender is never called, beside what it is.
test('es: a lender is a "financiera" everywhere', () => {
  const said = JSON.stringify(messagesOf('es'))
  expect(said).toMatch(/financiera/i)
  expect(said).not.toMatch(/prestamista|prestador|acreedor/i)
})
