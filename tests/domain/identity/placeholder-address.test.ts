import { expect, test } from 'vitest'
import { isPlaceholderAddress } from '#lib/domain/identity/placeholder-address.ts'

test.for([
  ...[
    'noemail@noemail.com',
    'none@gmail.com',
    'no@no.com',
    'NA@lender.lk',
    'n.a@x.org',
    'n/a@x.org',
  ],
  ...['no-email@shop.lk', 'no_mail@shop.lk', 'noreply@lender.com', 'no-reply@lender.com'],
  ...['juan@sincorreo.com', 'sin.correo@hotmail.com', 'ninguno@correo.mx', 'unknown@x.com'],
  ...['test@test.com', 'test@example.org', 'correo@correo.com', 'x@x.x', 'xx@xxx.com', 'a@a.com'],
  ...['nimali@example.com', 'nimali@mail.invalid', '1@1.com'],
])('%s stands where no address is known', (text) => {
  expect(isPlaceholderAddress(text)).toBe(true)
})

test.for([
  ...[
    'nimali@mail.example',
    'noemi@gmail.com',
    'nora@none-such.lk',
    'nana@gmail.com',
    'anon@x.com',
  ],
  ...['a@x.com', 'x@gmail.com', 'test.perera@gmail.com', 'tester@gmail.com', 'mail@perera.lk'],
  ...[
    'noe@mail.com',
    'nina@exam.ple.com',
    'reply@lender.com',
    'info@myexample.com',
    'none',
    '',
    '@x',
  ],
])('%s is somebody’s, or no address at all', (text) => {
  expect(isPlaceholderAddress(text)).toBe(false)
})
