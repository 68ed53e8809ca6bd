import { expect, test } from 'vitest'
import { givenWorldPage } from './given-world-page.ts'

const { url, port, given, enrol, phone, press, text, device } = await givenWorldPage()

test('offline, lock and forget are a press away, with and without script', async () => {
  await press('online', { online: 'false' })
  expect((await phone()).online).toBe(false)
  const plain = await fetch(`${url}/phones/serendib/${given.id}/online`, {
    method: 'POST',
    body: new URLSearchParams({ online: 'true' }),
    headers: { referer: `${url}/?lender=serendib` },
    redirect: 'manual',
  })
  expect([plain.status, plain.headers.get('location')]).toEqual([303, '/?lender=serendib'])
  expect((await phone()).online).toBe(true)
  await press('forget', { forget: 'yes' })
  expect((await fetch(`${url}/phones/serendib/${given.id}.json`)).status).toBe(404)
})

test('a form sends nobody to another site', async () => {
  const answer = await fetch(`${url}/phones/serendib/${given.id}/lock`, {
    method: 'POST',
    headers: { referer: 'https://elsewhere.example/trap' },
    redirect: 'manual',
  })
  expect(answer.headers.get('location')).toBe('/')
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
  await enrol({ id: given.id, lenderName: '<script>alert(1)</script>' })
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
  expect(heard).toContain(`serendib/${given.id}`)
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
  expect(phones.map((one) => one.id)).toContain(given.id)
})
