import { expect, test } from 'vitest'
import { asTextMessage, textParts } from '#lib/domain/text-message.ts'

test.for([
  ['a'.repeat(160), 'gsm', 1],
  ['a'.repeat(161), 'gsm', 2],
  ['a'.repeat(306), 'gsm', 2],
  ['a'.repeat(307), 'gsm', 3],
  ['é¿ñ¡Ü@£¥'.repeat(20), 'gsm', 1],
  [`${'a'.repeat(159)}€`, 'gsm', 2],
  ['á'.repeat(70), 'ucs2', 1],
  [`${'a'.repeat(69)}\u00a0`, 'ucs2', 1],
  [`${'a'.repeat(160)}\u00a0`, 'ucs2', 3],
  ['ف'.repeat(71), 'ucs2', 2],
  ['😀'.repeat(35), 'ucs2', 1],
  ['😀'.repeat(36), 'ucs2', 2],
  ['', 'gsm', 1],
] as const)('%s: %s, %i', ([text, alphabet, parts]) => {
  expect(textParts(text)).toEqual({ alphabet, parts })
})

test.for([
  ['Rs\u00a09,225.00', 'Rs 9,225.00'],
  ['9\u202f225,00\u00a0€', '9 225,00 €'],
  ['“What you can do” – now… it’s', '"What you can do" - now... it\'s'],
  [
    'Hasta el miércoles: ¿qué? Última página, corazón, señor',
    'Hasta el miércoles: ¿qué? Ultima pagina, corazon, señor',
  ],
  ['\u2068Redmi\u2069 Note\u200e 13', 'Redmi Note 13'],
  ['₹1,200.00 and ₦500', 'INR 1,200.00 and NGN 500'],
  ['Łódź, Kč 5', 'Lodz, Kc 5'],
  ['n\u0303', 'ñ'],
] as const)('“%s” becomes “%s”', ([text, plain]) => {
  expect(asTextMessage(text)).toBe(plain)
  expect(textParts(asTextMessage(text)).alphabet).toBe('gsm')
})

test('what cannot be written in it keeps every sign', () => {
  for (const text of ['استلمنا 9\u00a0ر.س', 'නිමාලි – é', 'Café 👍\u00a0á'])
    expect(asTextMessage(text)).toBe(text)
})
