import { connect } from 'node:net'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailbox } from '#lib/demo/mailbox/mailbox.ts'
import type { Message } from '#lib/demo/mailbox/message.ts'
import { serve } from '#lib/demo/world/http-server.ts'
import { memoryStore } from '#lib/demo/world/store.ts'

let box: Awaited<ReturnType<typeof mailbox>>
let web: Awaited<ReturnType<typeof serve>>
let url: string
beforeAll(async () => {
  box = await mailbox({ store: memoryStore(), smtpPort: 0 })
  web = await serve(
    async (request) => (await box.handle(request)) ?? new Response(null, { status: 404 }),
    0,
  )
  url = `http://127.0.0.1:${web.port}`
})
afterAll(async () => {
  await web.close()
  await box.stop()
})

function send(letter: SendMailOptions) {
  const transport = createTransport({ host: '127.0.0.1', port: box.smtpPort })
  return transport.sendMail({ from: 'Serendib Mobile <portal@keyturn.example>', ...letter })
}

function text(message: object) {
  return fetch(`${url}/sms`, { method: 'POST', body: JSON.stringify(message) })
}

async function messagesTo(recipient: string): Promise<Message[]> {
  return (await fetch(`${url}/mail.json?to=${encodeURIComponent(recipient)}`)).json()
}

const page = async (path: string) => {
  const response = await fetch(url + path)
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test('a letter sent over SMTP arrives whole, in any alphabet', async () => {
  await send({
    to: 'Nimali@Mail.Example',
    subject: 'رمز الدخول · código',
    text: 'Your code is 482 113.',
    html: '<p>Your code is <b>482 113</b>.</p>',
    headers: { 'X-Reference': 'KT-7' },
  })
  const [letter] = await messagesTo('nimali@mail.example')
  expect(letter).toMatchObject({
    kind: 'email',
    from: 'Serendib Mobile <portal@keyturn.example>',
    to: ['nimali@mail.example'],
    subject: 'رمز الدخول · código',
    text: expect.stringContaining('Your code is 482 113.'),
    html: expect.stringContaining('<b>482 113</b>'),
  })
  expect(letter?.headers).toContainEqual({ name: 'X-Reference', value: 'KT-7' })
})

test('everybody on the envelope has it, the hidden ones too, and nobody else', async () => {
  await send({
    to: 'one@mail.example',
    bcc: 'two@mail.example',
    subject: 'For both',
    text: 'Hello',
  })
  expect(await messagesTo('two@mail.example')).toHaveLength(1)
  expect(await messagesTo('one@mail.example')).toHaveLength(1)
  expect(await messagesTo('three@mail.example')).toEqual([])
})

test('the newest is first', async () => {
  await send({ to: 'order@mail.example', subject: 'First', text: '1' })
  await send({ to: 'order@mail.example', subject: 'Second', text: '2' })
  const subjects = (await messagesTo('order@mail.example')).map(({ subject }) => subject)
  expect(subjects).toEqual(['Second', 'First'])
  const list = await page('/mail?to=order@mail.example')
  expect(list.text.indexOf('Second')).toBeLessThan(list.text.indexOf('First'))
  expect(list.text).not.toContain('For both')
})

test('a letter is shown in a frame without script or origin, and its words are never markup of ours', async () => {
  await send({
    to: 'frame@mail.example',
    subject: '<img src=x onerror=alert(1)>',
    text: '</pre><script>alert(2)</script>',
    html: '<script>alert(3)</script><a href="http://localhost:3000/x">Open</a>',
  })
  const [letter] = await messagesTo('frame@mail.example')
  const shown = await page(`/mail/${letter?.id}`)
  expect(shown.text).toContain(
    `src="/mail/${letter?.id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"`,
  )
  expect(shown.text).not.toMatch(/<script|<img/)
  const framed = await page(`/mail/${letter?.id}/html`)
  expect(framed.text).toContain('href="http://localhost:3000/x"')
  expect(framed.headers.get('content-security-policy')).toMatch(/^default-src 'none'.*; sandbox /)
})

test('pictures inside a letter are shown, and what is attached can be fetched', async () => {
  const picture = Buffer.from('iVBORw0KGgo=', 'base64')
  await send({
    to: 'parts@mail.example',
    subject: 'Parts',
    html: '<img src="cid:logo@keyturn">',
    attachments: [
      { cid: 'logo@keyturn', filename: 'logo.png', content: picture, contentDisposition: 'inline' },
      { filename: 'recibo ñ.txt', content: 'Paid in full' },
    ],
  })
  const [letter] = await messagesTo('parts@mail.example')
  expect(letter?.html).toContain(`data:image/png;base64,${picture.toString('base64')}`)
  expect(letter?.attachments.map(({ name }) => name)).toEqual(['recibo ñ.txt'])
  const fetched = await page(`/mail/${letter?.id}/attachments/0`)
  expect(fetched.text).toBe('Paid in full')
  expect(fetched.headers.get('content-disposition')).toContain('attachment')
})

test('a text message arrives, however its number is asked for', async () => {
  const sent = await text({ to: '+94771234567', body: 'Code 119 884 <b>', from: 'SERENDIB' })
  expect(sent.status).toBe(201)
  const { id } = (await sent.json()) as { id: string }
  expect(await messagesTo('+94 77 123 4567')).toMatchObject([
    { id, kind: 'sms', from: 'SERENDIB', to: ['+94771234567'], text: 'Code 119 884 <b>' },
  ])
  expect((await page(`/mail/${id}`)).text).toContain('Code 119 884 &lt;b&gt;')
})

test.each([
  ['no number', { body: 'Hello' }],
  ['a number that is none', { to: '0771', body: 'Hello' }],
  ['nothing to say', { to: '+94771234567', body: '' }],
])('a text message with %s is refused with the reason', async (_what, message) => {
  const refused = await text(message)
  expect(refused.status).toBe(400)
  expect(await refused.json()).toMatchObject({ error: expect.stringMatching(/to|body/) })
})

test('a client that hangs up in the middle harms nobody', async () => {
  await new Promise<void>((resolve) => {
    const socket = connect(box.smtpPort, '127.0.0.1', () => {
      socket.write('EHLO there\r\nMAIL FROM:<a@mail.example>\r\nRCPT TO:<cut@mail.example>\r\n')
      socket.once('data', () => socket.destroy())
    })
    socket.on('close', () => resolve())
  })
  await send({ to: 'after@mail.example', subject: 'Still here', text: 'Yes' })
  expect(await messagesTo('after@mail.example')).toHaveLength(1)
  expect(await messagesTo('cut@mail.example')).toEqual([])
})

test('a port that is taken is refused at once', async () => {
  const second = mailbox({ store: memoryStore(), smtpPort: box.smtpPort })
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' })
})

test('what is not mail is left to others, and an unknown message is not found', async () => {
  expect(await box.handle(new Request(`${url}/phones`))).toBeUndefined()
  expect((await page('/mail/none')).status).toBe(404)
})
