import { expect, test, vi } from 'vitest'
import { givenWorldPage } from './given-world-page.ts'

const { port, given, enrol, phone, press, text, device } = await givenWorldPage()

test('a locked phone says why, what is kept, how to pay and whom to call', async () => {
  expect(await phone()).toMatchObject({ screen: 'lock', locked: true, code: null })
  expect((await phone()).screenText).toEqual([
    'This device is locked due to an overdue installment payment',
    'Your photos, messages and files are kept. Pay from any other phone or computer, or call us.',
    'Scan to pay, or go to',
    'pay.example/p/ABC',
    expect.stringMatching(/^Passkey \d{3} \d{3}$/),
    'Emergency call',
    'Call Serendib Mobile',
  ])
})

test('the phone drawn says the same, with a QR code and the keypad', async () => {
  const page = await text(`/phones/serendib/${given.id}?bare`)
  for (const line of (await phone()).screenText.filter(
    (one) => !/Passkey|pay\.example/.test(one),
  )) {
    expect(page).toContain(line)
  }
  expect(page).toMatch(/pay\.example<wbr>\/p\/ABC/)
  expect(page).toContain('class="qr"')
  expect(page).toContain(`action="/phones/serendib/${given.id}/code"`)
})

test('a phone with somebody else’s lock does not ask for money', async () => {
  await enrol({
    id: 'sim',
    locked: false,
    otherLocks: ['sim_lock'],
    payLink: 'https://pay.example/p/X',
  })
  const page = await text('/phones/serendib/sim?bare')
  expect(page).toContain('Another lock is still on this device')
  expect(page).not.toContain('pay.example')
})

test('a sign-in code pushed to the phone is on its screen until it expires', async () => {
  const send = (codeExpiresAt: Temporal.Instant) =>
    port.showMessage(device(), {
      title: 'Your sign-in code',
      body: 'b',
      code: '481206',
      codeExpiresAt,
    })
  await send(Temporal.Now.instant().add({ minutes: 10 }))
  await vi.waitFor(async () => expect((await phone()).screenText).toContain('481 206'))
  expect(await text('/')).toContain('481 206')
  expect((await phone()).code).toBe('481206')
  await send(Temporal.Now.instant().subtract({ seconds: 1 }))
  await vi.waitFor(async () => expect((await phone()).screenText).not.toContain('481 206'))
})

test('an unlocked phone shows its home screen and until when', async () => {
  const relockAt = Temporal.Now.instant().add({ hours: 72 })
  await port.requestUnlock({
    commandId: given.id,
    attempt: 1,
    device: device(),
    intent: { kind: 'until', relockAt },
  })
  await vi.waitFor(async () =>
    expect(await phone()).toMatchObject({ screen: 'home', locked: false }),
  )
  expect((await phone()).screenText[1]).toMatch(/^Your phone is unlocked until .+\.$/)
  expect(await text(`/phones/serendib/${given.id}`)).toContain('data-screen="home"')
})

test('the code typed on the keypad opens the phone without network; a wrong one is named wrong', async () => {
  await press('online', { online: 'false' })
  const { passkey } = await phone()
  const issued = await port.issueOfflineCode(device(), passkey)
  await press('code', { code: '1234' })
  expect((await phone()).screenText).toContain('This code is not valid. Check the digits.')
  const code = issued.ok ? issued.value.code : ''
  await press('code', { code: `${code.slice(0, 4)} ${code.slice(4)}` })
  expect(await phone()).toMatchObject({ screen: 'home', online: false })
  await press('lock', {})
  await press('code', { code })
  expect(await phone()).toMatchObject({ screen: 'lock' })
  expect((await phone()).screenText).toContain('This code was already used. Ask for a new one.')
})

test('a phone without a lock service is opened by hand: it shows, and the service never hears of it', async () => {
  given.id = `by-hand-${given.id}`
  await enrol({ id: given.id, byHand: true })
  expect(await port.readDevice(device())).toMatchObject({ error: { class: 'not_found' } })
  const page = await text(`/phones/serendib/${given.id}`)
  expect(page).toContain('No lock service')
  expect(page).not.toContain('Go offline')
  await press('open', { open: 'now' })
  expect(await phone()).toMatchObject({ screen: 'home', locked: false, released: false })
  await press('lock', {})
  expect(await phone()).toMatchObject({ screen: 'lock' })
  await press('open', { open: 'for good' })
  expect(await phone()).toMatchObject({ screen: 'home', released: true })
})
