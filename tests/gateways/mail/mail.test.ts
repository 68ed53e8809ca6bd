import { type AddressInfo, createServer } from 'node:net'
import { afterAll, afterEach, expect, test } from 'vitest'
import { env } from '#lib/env.ts'
import { closeMailer, MailFailure, sendMail } from '#lib/gateways/mail/mail.ts'
import { startMailServer } from '#tests/support/servers/mail-server.ts'

const server = await startMailServer()
afterAll(() => server.stop())
afterEach(() => {
  server.mails.length = 0
  server.refuse.status = undefined
  server.refuse.at = undefined
})

const mail = {
  to: 'nimali@mail.example',
  subject: 'Your sign-in code',
  text: 'Código 123456\n',
  messageId: 'code.1',
  sender: { name: 'Serendib Mobile', replyTo: 'help@serendib.example' },
}

async function failure() {
  const thrown = await sendMail(mail).then(
    () => undefined,
    (cause: unknown) => cause,
  )
  return thrown instanceof MailFailure ? thrown.class : thrown
}

test('a mail arrives with its words, its sender and an id of its own', async () => {
  await sendMail(mail)
  const [arrived] = server.mails
  expect(arrived?.subject).toBe('Your sign-in code')
  expect(arrived?.text).toContain('Código 123456')
  expect(arrived?.from).toMatchObject({
    address: 'portal@keyturn.example',
    name: 'Serendib Mobile',
  })
  expect(arrived?.messageId).toBe('<code.1@keyturn.example>')
  expect(arrived?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-generated')
})

test('an answer goes to the lender, whose name it carries', async () => {
  await sendMail({
    ...mail,
    sender: { name: 'Ñandú "Móvil", S.A.', replyTo: 'ayuda@nandu.example' },
  })
  expect(server.mails[0]?.from).toEqual({
    address: 'portal@keyturn.example',
    name: 'Ñandú "Móvil", S.A.',
  })
  expect(server.mails[0]?.replyTo).toEqual([
    { address: 'ayuda@nandu.example', name: 'Ñandú "Móvil", S.A.' },
  ])
})

test('a subject cannot smuggle in a header', async () => {
  await sendMail({ ...mail, subject: 'Code\r\nBcc: eve@mail.example' })
  expect(server.mails[0]?.bcc).toBeUndefined()
})

test.each([
  ['an address that is none', undefined, 550, 'rejected'],
  ['an address that is full for now', undefined, 451, 'busy'],
  ['a mail that it will not take', 'data', 554, 'rejected'],
  ['a mail that it cannot take now', 'data', 452, 'busy'],
  ['us, whatever the mail', 'greeting', 554, 'refused'],
] as const)(
  'a failure says whether trying again can help: the server refuses %s',
  async (_, at, status, expected) => {
    closeMailer()
    Object.assign(server.refuse, { at, status })
    expect(await failure()).toBe(expected)
  },
)

test('a mail server that is away is unreachable, and the next mail finds it when it is back', async () => {
  const { SMTP_URL } = process.env
  const away = await startMailServer()
  await away.stop()
  closeMailer()
  const settings = env()
  const url = settings.SMTP_URL
  settings.SMTP_URL = process.env.SMTP_URL ?? ''
  expect(await failure()).toBe('unreachable')
  settings.SMTP_URL = url
  process.env.SMTP_URL = SMTP_URL
  closeMailer()
  await sendMail(mail)
  expect(server.mails).toHaveLength(1)
})

test('a mail server that says a little now and then is cut off: the time is for the whole of a mail', async () => {
  const drip = createServer((socket) => {
    const timer = setInterval(() => socket.write('220-please wait\r\n'), 20)
    socket.on('error', () => {}).on('close', () => clearInterval(timer))
  })
  await new Promise<void>((done) => drip.listen(0, '127.0.0.1', done))
  closeMailer()
  const settings = env()
  const url = settings.SMTP_URL
  settings.SMTP_URL = `smtp://127.0.0.1:${(drip.address() as AddressInfo).port}`
  const thrown = await sendMail(mail, AbortSignal.timeout(300)).catch((cause) => cause)
  expect(thrown).toMatchObject({ class: 'unreachable' })
  settings.SMTP_URL = url
  closeMailer()
  drip.close()
})
