import { Writable } from 'node:stream'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { MailFailure } from '#lib/gateways/mail/mail.ts'
import { log } from '#lib/log.ts'

/** What `log` would write of an error. */
function written(cause: Error): string {
  const lines: string[] = []
  const out = new Writable({
    write: (line, _, done) => {
      lines.push(String(line))
      done()
    },
  })
  const serializers = { err: log[pino.symbols.serializersSym as never] as never }
  pino({ serializers: serializers.err }, out).warn({ err: cause }, 'failed')
  return lines.join('')
}

test('an error of the mail server is logged without the address it was about', () => {
  const refused = Object.assign(
    new Error('all recipients were rejected: 550 5.1.1 <nimali@mail.example>: not here'),
    {
      code: 'EENVELOPE',
      responseCode: 550,
      response: '550 5.1.1 nimali@mail.example unknown',
      rejected: ['nimali@mail.example'],
      rejectedErrors: [new Error('nimali@mail.example')],
    },
  )
  const line = written(new MailFailure('rejected', refused))
  expect(line).not.toContain('nimali')
  expect(line).not.toContain('mail.example')
  expect(JSON.parse(line).err).toMatchObject({ type: 'MailFailure', class: 'rejected' })
  const bare = JSON.parse(written(refused)).err
  expect(JSON.stringify(bare)).not.toContain('nimali')
  expect(bare).toMatchObject({ code: 'EENVELOPE', responseCode: 550 })
  expect(bare.message).toContain('550 5.1.1')
  expect(bare.stack).toContain('log.test.ts')
})

test('numbers of people are left out of errors, ids are not', () => {
  const id = '019a1234-5678-7abc-8def-012345678901'
  const { message } = JSON.parse(
    written(new Error(`+94771234567 of 490154203237518 in ${id} after 120000 ms`)),
  ).err
  expect(message).toBe(`[number] of [number] in ${id} after 120000 ms`)
})

test('no error fills the log, however much was sent to us', () => {
  expect(written(new Error('x'.repeat(3_000_000))).length).toBeLessThan(10_000)
})
