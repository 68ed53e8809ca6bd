import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { secretFields, typedBefore, typedIn } from '#lib/http/typed-before.ts'

function formOf(fields: readonly (readonly [string, string | File])[]): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

test('what was typed comes back as it was, in any script and on any line', () => {
  const words = { note: 'Pagué ayer,\nen la tienda “Ñandú”; دفعت', amount: '1,000' }
  expect(typedBefore(typedIn(formOf(Object.entries(words))))).toEqual(words)
  expect(typedBefore(null)).toEqual({})
})

test('no password, no code, no file and nothing of Next’s own is kept', () => {
  const form = formOf([
    ['$ACTION_ID_7f', ''],
    ['password', 'violet anchor'],
    ['repeated', 'violet anchor'],
    ['code', '123456'],
    ['photo', new File(['x'], 'x.jpg')],
    ['email', 'a@mail.example'],
  ])
  expect(typedBefore(typedIn(form))).toEqual({ email: 'a@mail.example' })
})

test('every field for a password is one of the secret ones', () => {
  const files = globSync('{app,components}/**/*.tsx').map((file) => readFileSync(file, 'utf8'))
  const fields = files.flatMap((text) => text.match(/<\w+[^<>]*type="password"[^<>]*>/g) ?? [])
  expect(fields.length).toBeGreaterThan(2)
  for (const field of fields) {
    const [, name = ''] = /name="(\w+)"/.exec(field) ?? []
    expect(secretFields, field).toContain(name)
  }
})

test('more than a page of words is not carried', () => {
  expect(typedBefore(typedIn(formOf([['note', 'x'.repeat(30_000)]])))).toEqual({})
})
