import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from '#tests/support/run-command.ts'

// No server so old is at hand: this one says as much on the wire as a client hears before it has seen the version.
const asked: string[] = []
const server = createServer((socket) => {
  socket.on('error', () => {})
  socket.once('data', () => {
    socket.write(Buffer.concat([message('R', int32(0)), message('Z', Buffer.from('I'))]))
    socket.on('data', (data) => answer(socket, Buffer.from(data)))
  })
})
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
afterAll(() => server.close())

test('a PostgreSQL that is too old is refused in one sentence, and nothing is done to it', async () => {
  const { port } = server.address() as AddressInfo
  const DATABASE_URL = `postgres://keyturn@127.0.0.1:${port}/keyturn`
  expect(await runCommand('lib/db/migrate.ts', [], { environment: { DATABASE_URL } })).toEqual({
    code: 1,
    said: '',
    complained: 'Keyturn needs PostgreSQL 15 or newer, and this is 14.11.\n',
  })
  expect(asked.length).toBeGreaterThan(0)
  expect(asked.filter((one) => !/^\s*(select|show|set)\b/i.test(one))).toEqual([])
})

// One statement at a time, by the simple and by the extended protocol; what it asks for is one column of text.
function answer(socket: Socket, data: Buffer): void {
  const kind = data.toString('latin1', 0, 1)
  if (kind !== 'Q' && kind !== 'P') return
  const from = kind === 'Q' ? 5 : data.indexOf(0, 5) + 1
  const statement = data.toString('utf8', from, data.indexOf(0, from))
  asked.push(statement)
  const value = /clock_timestamp/.test(statement) ? new Date().toISOString() : '14.11'
  const begun = kind === 'Q' ? [] : [message('1'), message('2')]
  const done = [message('C', text('SELECT 1')), message('Z', Buffer.from('I'))]
  socket.write(Buffer.concat([...begun, ...row(statement, value), ...done]))
}

function row(statement: string, value: string): Buffer[] {
  const name = /clock_timestamp/.test(statement) ? 'now' : 'server_version'
  const type = name === 'now' ? 1184 : 25
  const column = [text(name), int32(0), int16(0), int32(type), int16(-1), int32(-1), int16(0)]
  const cell = [int32(value.length), Buffer.from(value)]
  return [
    message('T', Buffer.concat([int16(1), ...column])),
    message('D', Buffer.concat([int16(1), ...cell])),
  ]
}

function message(kind: string, body: Buffer = Buffer.alloc(0)): Buffer {
  return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body])
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`)
}

function int16(value: number): Buffer {
  const buffer = Buffer.alloc(2)
  buffer.writeInt16BE(value)
  return buffer
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4)
  buffer.writeInt32BE(value)
  return buffer
}
