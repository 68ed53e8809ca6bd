import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { answerWith, letPagesChooseStatus } from '#lib/http/answer-status.ts'
import { turnAwayUnreadable, turnedAwayWith } from '#lib/http/turned-away.ts'

test.for<[method: string, address: string, status: number | undefined]>([
  ['GET', '/', undefined],
  ['POST', '/sign-in?next=%2Fphones', undefined],
  ['GET', '/p/K7QF%2E', undefined],
  ['GET', '/%D9%85?x=%zz', undefined],
  ['GET', '/%zz', 400],
  ['GET', '/phones/%', 400],
  ['GET', '/%ff%fe', 400],
  ['GET', '/a%00', 400],
  ['GET', '/api/v1/turned-away/400', 400],
  ['GET', '/api/v1/holds/turned-away/400', undefined],
  ['GET', '/a?q=%00', 400],
  ['TRACE', '/', 405],
  ['PUT', '/phones', 405],
  ['PATCH', '/', 405],
  ['DELETE', '/desk/cases/1', 405],
  ['OPTIONS', '/sign-in', 405],
  ['HEAD', '/phones', undefined],
  ['PUT', '/api/v1/holds/1', undefined],
  ['DELETE', '/api/v1/holds/1', undefined],
  ['OPTIONS', '/api/webhooks/stripe', undefined],
  ['PUT', '/apiary', 405],
  ['PROPFIND', '/sign-in', 405],
  ['TRACE', '/%zz', 405],
])('%s %s: %s', ([method, address, status]) => {
  expect(turnedAwayWith(method, address)).toBe(status)
})

test('before anything reads it, such a request is led to its answer, and a page may choose its status', async () => {
  letPagesChooseStatus()
  turnAwayUnreadable()
  const server = createServer((asked, response) => {
    if (asked.url === '/away')
      setImmediate(() => {
        answerWith(503)
        response.end()
      })
    else response.end(`${asked.method} ${asked.url}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const ask = (method: string, path: string) =>
    new Promise<string>((resolve, reject) => {
      const sent = request({ port, method, path, agent: false }, async (answer) => {
        const [body] = await answer.toArray()
        resolve(`${answer.statusCode} ${body ?? ''}`)
      })
      sent.on('error', reject).end()
    })
  expect(await ask('TRACE', '/phones')).toBe('200 GET /turned-away/405')
  expect(await ask('GET', '/%zz')).toBe('200 GET /turned-away/400')
  expect(await ask('GET', '/api/v1/holds/%ff')).toBe('200 GET /api/v1/turned-away/400')
  expect(await ask('POST', '/api/webhooks/mdm/%zz')).toBe('200 GET /api/turned-away/400')
  expect(await ask('POST', '/phones?x=%zz')).toBe('200 POST /phones?x=%zz')
  expect(await ask('OPTIONS', '/phones')).toBe('200 GET /turned-away/405')
  const all = await Promise.all([ask('GET', '/away'), ask('GET', '/here'), ask('GET', '/away')])
  expect(all).toEqual(['503 ', '200 GET /here', '503 '])
  server.close()
})
