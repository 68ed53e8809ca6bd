import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { expect, test } from 'vitest'
import { freePort } from '#lib/demo/free-port.ts'
import { givenLockService } from './given-lock-service.ts'

const { baseUrl, portWith, unlock, does } = await givenLockService()

test('an answer without end is cut off', async () => {
  does((_request, response) => response.writeHead(202).end(`{"handle":"h"}${' '.repeat(400_000)}`))
  expect(await unlock()).toMatchObject({ error: { class: 'contract' } })
})

test('nobody listening: nothing was sent', async () => {
  const unused = `http://127.0.0.1:${await freePort()}`
  expect(await unlock({ baseUrl: unused })).toMatchObject({
    error: { class: 'network_before_send' },
  })
})

test('a name nobody knows: nothing was sent', async () => {
  expect(await unlock({ baseUrl: 'http://mdm.invalid' })).toMatchObject({
    error: { class: 'network_before_send' },
  })
})

test('TLS that fails: nothing was sent', async () => {
  expect(await unlock({ baseUrl: baseUrl.replace('http:', 'https:') })).toMatchObject({
    error: { class: 'network_before_send' },
  })
})

test('a connection cut after sending may have acted', async () => {
  does((request) => request.socket.destroy())
  expect(await unlock()).toMatchObject({ error: { class: 'ambiguous' } })
})

test('an answer cut in the middle may have acted', async () => {
  does((request, response) => {
    response.writeHead(202, { 'content-length': '100' })
    response.write('{"han', () => request.socket.destroy())
  })
  expect(await unlock()).toMatchObject({ error: { class: 'ambiguous' } })
})

test('an answer that does not come in time may have acted', async () => {
  does(() => {})
  expect(await unlock({ settings: { timeoutMs: 100 } })).toMatchObject({
    error: { class: 'ambiguous' },
  })
})

test('something that does not speak HTTP may have acted', async () => {
  const odd = createTcpServer((socket) => socket.end('220 smtp.example ESMTP\r\n'))
  await new Promise<void>((done) => odd.listen(0, '127.0.0.1', done))
  const port = (odd.address() as AddressInfo).port
  expect(await unlock({ baseUrl: `http://127.0.0.1:${port}` })).toMatchObject({
    error: { class: 'ambiguous' },
  })
  odd.close()
})

test.for([
  { baseUrl: null },
  { baseUrl: 'mdm.example' },
  { baseUrl: 'file:///etc' },
  { baseUrl: 'http://127.0.0.1:9' },
  { secret: null },
  { secret: '' },
])('a connection with %o is not set up', async (values) => {
  expect(await unlock(values)).toMatchObject({ error: { class: 'config' } })
})

test('settings lower the time-out and never raise it', () => {
  const timeoutOf = (settings: unknown) => portWith({ settings }).capabilities.requestTimeoutMs
  expect(timeoutOf(null)).toBe(15_000)
  expect(timeoutOf({ timeoutMs: 2_000 })).toBe(2_000)
  expect(timeoutOf({ timeoutMs: 90_000 })).toBe(15_000)
  expect(timeoutOf('nonsense')).toBe(15_000)
})
