import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { mdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import type { phoneJson } from '#lib/demo/world/phone-door.ts'
import { startWorld } from '#lib/demo/world/server.ts'
import { memoryStore } from '#lib/demo/world/store.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'

const mdm = mdmSandbox({
  store: memoryStore(),
  callbackBase: 'http://127.0.0.1:9',
  secretOf: () => 'secret',
  checkInMs: [1, 5],
})
const world = await startWorld({ port: 0, mdm, parts: [], portalUrl: 'http://localhost:3000' })
afterAll(() => world.close())
const url = `http://127.0.0.1:${world.port}`
const port = portFor({
  lenderId: 'l',
  provider: 'http',
  baseUrl: `${url}/mdm/serendib`,
  secret: 'secret',
  settings: {},
})

let serial = 0
let id = ''
const device = () => ({ providerDeviceId: id, imei: null })

beforeEach(async () => {
  serial += 1
  id = `dev-${serial}`
  await enrol({
    id,
    model: '13T',
    imei: '350000000004417',
    payLink: 'https://pay.example/p/ABC',
    helpPhone: '011 555 0100',
  })
})

async function enrol(phone: object, lender = 'serendib') {
  await fetch(`${url}/mdm/${lender}/phones`, { method: 'POST', body: JSON.stringify([phone]) })
}

async function phone(): Promise<ReturnType<typeof phoneJson>> {
  const answer = await fetch(`${url}/phones/serendib/${id}.json`)
  return (await answer.json()) as ReturnType<typeof phoneJson>
}

const text = async (path: string) => (await fetch(url + path)).text()

function press(verb: string, fields: Record<string, string>) {
  return fetch(`${url}/phones/serendib/${id}/${verb}`, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { accept: 'application/json' },
  })
}

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
  const page = await text(`/phones/serendib/${id}?bare`)
  for (const line of (await phone()).screenText.filter(
    (one) => !/Passkey|pay\.example/.test(one),
  )) {
    expect(page).toContain(line)
  }
  expect(page).toMatch(/pay\.example<wbr>\/p\/ABC/)
  expect(page).toContain('class="qr"')
  expect(page).toContain(`action="/phones/serendib/${id}/code"`)
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
    commandId: id,
    attempt: 1,
    device: device(),
    intent: { kind: 'until', relockAt },
  })
  await vi.waitFor(async () =>
    expect(await phone()).toMatchObject({ screen: 'home', locked: false }),
  )
  expect((await phone()).screenText[1]).toMatch(/^Your phone is unlocked until .+\.$/)
  expect(await text(`/phones/serendib/${id}`)).toContain('data-screen="home"')
})

test('offline, lock and forget are a press away, with and without script', async () => {
  await press('online', { online: 'false' })
  expect((await phone()).online).toBe(false)
  const plain = await fetch(`${url}/phones/serendib/${id}/online`, {
    method: 'POST',
    body: new URLSearchParams({ online: 'true' }),
    headers: { referer: `${url}/?lender=serendib` },
    redirect: 'manual',
  })
  expect([plain.status, plain.headers.get('location')]).toEqual([303, '/?lender=serendib'])
  expect((await phone()).online).toBe(true)
  await press('forget', { forget: 'yes' })
  expect((await fetch(`${url}/phones/serendib/${id}.json`)).status).toBe(404)
})

test('a form sends nobody to another site', async () => {
  const answer = await fetch(`${url}/phones/serendib/${id}/lock`, {
    method: 'POST',
    headers: { referer: 'https://elsewhere.example/trap' },
    redirect: 'manual',
  })
  expect(answer.headers.get('location')).toBe('/')
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

test('the page filters by lender, state and words, and links to each lender’s portal', async () => {
  await enrol(
    {
      id: 'n-1',
      brand: 'Tecno',
      model: 'Spark 20',
      lenderName: 'Crédito Norte',
      locale: 'es',
      locked: false,
    },
    'norte',
  )
  expect(await text('/?lender=norte')).not.toContain(`id="phone-serendib/`)
  expect(await text('/?lender=norte')).toContain('id="phone-norte/n-1"')
  expect(await text('/?search=spark')).toContain('1 of ')
  expect(await text('/?show=locked')).not.toContain('id="phone-norte/n-1"')
  expect(await text('/')).toContain('href="http://norte.localhost:3000/"')
})

test('what a lender wrote is shown as text', async () => {
  await enrol({ id, lenderName: '<script>alert(1)</script>' })
  expect(await text('/')).not.toContain('<script>alert')
})

test('switches are turned from the page', async () => {
  const turned = await fetch(`${url}/switches`, {
    method: 'POST',
    body: new URLSearchParams({ name: 'mdm.api', value: 'down' }),
    headers: { accept: 'application/json' },
  })
  expect(turned.status).toBe(200)
  expect(await port.readDevice(device())).toMatchObject({ error: { class: 'provider_down' } })
  await fetch(`${url}/switches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'mdm.api', value: 'normal' }),
  })
  expect(await port.readDevice(device())).toMatchObject({ ok: true })
})

test('a page that is open hears of a change by itself', async () => {
  const leaving = new AbortController()
  const live = await fetch(`${url}/live`, { signal: leaving.signal })
  const chunks = live.body?.pipeThrough(new TextDecoderStream()).getReader()
  await press('online', { online: 'false' })
  let heard = ''
  while (!heard.includes('event: phone')) heard += (await chunks?.read())?.value ?? ''
  expect(heard).toContain(`serendib/${id}`)
  leaving.abort()
})

test.for(['/nothing', '/phones/serendib/nobody', '/phones/serendib/nobody.json'])(
  '%s is not found',
  async (path) => {
    expect((await fetch(url + path)).status).toBe(404)
  },
)

test('an address that cannot be read is a bad request', async () => {
  expect((await fetch(`${url}/phones/serendib/%E0%A4%A`)).status).toBe(400)
})

test('the phones are there as JSON for tests', async () => {
  const phones = (await (await fetch(`${url}/phones.json`)).json()) as { id: string }[]
  expect(phones.map((one) => one.id)).toContain(id)
})

test('a phone without a lock service is opened by hand: it shows, and the service never hears of it', async () => {
  id = `by-hand-${serial}`
  await enrol({ id, byHand: true })
  expect(await port.readDevice(device())).toMatchObject({ error: { class: 'not_found' } })
  const page = await text(`/phones/serendib/${id}`)
  expect(page).toContain('No lock service')
  expect(page).not.toContain('Go offline')
  await press('open', { open: 'now' })
  expect(await phone()).toMatchObject({ screen: 'home', locked: false, released: false })
  await press('lock', {})
  expect(await phone()).toMatchObject({ screen: 'lock' })
  await press('open', { open: 'for good' })
  expect(await phone()).toMatchObject({ screen: 'home', released: true })
})
