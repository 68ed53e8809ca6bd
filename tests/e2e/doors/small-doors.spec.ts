import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'
import { freePort } from '#lib/demo/free-port.ts'
import { givenBorrower, signIn } from '#tests/e2e/support/borrower.ts'
import { portalOf } from '#tests/e2e/support/demo.ts'
import { lookedAt } from '#tests/e2e/support/looked-at.ts'
import { signInStaff } from '#tests/e2e/support/staff.ts'

const run = promisify(execFile)

type Answer = { status: number | undefined; headers: Record<string, unknown>; text: string }

type Raw = { host?: string; port?: string | number; headers?: object; body?: string }

/** Asks exactly so: no browser and no fetch sends these. */
function askRaw(
  method: string,
  path: string,
  { host, port, headers: more, body }: Raw = {},
): Promise<Answer> {
  const portal = new URL(portalOf('serendib'))
  const headers = { ...more, host: host ?? portal.host }
  return new Promise((resolve, reject) => {
    const at = { host: '127.0.0.1', port: port ?? portal.port, method, path, headers, agent: false }
    const sent = request(at, async (answer) => {
      const parts = await answer.setEncoding('utf8').toArray()
      resolve({ status: answer.statusCode, headers: answer.headers, text: parts.join('') })
    })
    sent.on('error', reject).end(body)
  })
}

for (const next of ['/.//evil.example/x', '/%2e//evil.example', '/phones/..//evil.example']) {
  test(`after signing in, next=${next} stays at the portal`, async ({ page }) => {
    const borrower = await givenBorrower()
    await signIn(page.context(), borrower)
    await page.goto(`${borrower.portal}/sign-in?next=${encodeURIComponent(next)}`)
    await expect(page).toHaveURL(`${borrower.portal}/phones`)
    const { desk } = await signInStaff(page)
    await page.goto(`${desk}/sign-in?next=${encodeURIComponent(next)}`)
    await expect(page).toHaveURL(desk)
  })
}

test('the log cannot be written from outside', async () => {
  expect((await askRaw('POST', '/api/auth/_log')).status).toBe(404)
  expect((await askRaw('GET', '/api/auth/csrf')).status).toBe(200)
})

test('what cannot be read is turned away with our headers', async () => {
  for (const [method, path, status] of [
    ['TRACE', '/sign-in', 405],
    ['PUT', '/sign-in', 405],
    ['DELETE', '/', 405],
    ['OPTIONS', '/sign-in', 405],
    ['GET', '/%zz', 400],
    ['GET', '/phones/%', 400],
    ['GET', '/p/%ff', 400],
    ['GET', '/_next/static/%zz', 400],
    ['GET', '/a?q=%00', 400],
  ] as const) {
    const answer = await askRaw(method, path)
    expect([method, path, answer.status]).toEqual([method, path, status])
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    if (status === 405) expect(answer.headers.allow).toBe('GET, HEAD, POST')
  }
  expect((await askRaw('GET', '/sign-in?x=%zz')).status).toBe(200)
})

test('what cannot be read is refused in the words of the contract at the lender’s systems’ door', async () => {
  for (const path of ['/api/v1/holds/%ff', '/api/v1/holds/35%00', '/api/v1/conflicts?cursor=%00']) {
    const answer = await askRaw('GET', path)
    expect([path, answer.status]).toEqual([path, 400])
    expect(JSON.parse(answer.text)).toEqual({
      error: { code: 'bad_request', message: 'Bad request' },
    })
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  }
})

test('the lender’s systems are told in one shape which methods there are', async () => {
  for (const path of ['/api/v1/conflicts', '/api/v1/holds/1', '/api/v1/openapi.json'])
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE']) {
      const answer = await askRaw(method, path)
      expect([method, path, answer.status]).toEqual([method, path, 405])
      expect(answer.headers.allow).toBe('GET, HEAD, OPTIONS')
      expect(JSON.parse(answer.text).error.code).toBe('method_not_allowed')
    }
  expect((await askRaw('HEAD', '/api/v1/openapi.json')).status).toBe(200)
})

test('an address that cannot be read is answered by a page with a way on', async ({ page }) => {
  const { payLink, portal } = await givenBorrower()
  for (const address of [`${payLink}%`, `${portal}/phones?amount=1%002`]) {
    const answer = await page.goto(address)
    expect(answer?.status(), address).toBe(400)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This address cannot be read')
    await expect(page.getByRole('main')).toContainText('no money was taken')
    await page.getByRole('link', { name: 'Go to the start' }).click()
    await expect(page).toHaveURL(`${portal}/`)
  }
  await page.goto(`${payLink}%`)
  await lookedAt(page, 'unreadable-address')
})

test('what is at no path of a door for systems is told as the lender’s systems are told', async () => {
  const ofLenders = ['/api/v1', '/api/v1/nosuch', '/api/v1/holds/1/more']
  const ofOthers = ['/api', '/api/nosuch', '/api/payments/1/more', '/api/webhooks/mdm/serendib']
  for (const method of ['GET', 'POST', 'DELETE'])
    for (const path of [...ofLenders, ...ofOthers]) {
      const answer = await askRaw(method, path)
      expect([method, path, answer.status]).toEqual([method, path, 404])
      expect(JSON.parse(answer.text).error.code).toBe('no_such_path')
    }
  expect((await askRaw('GET', '/api/v1/openapi.json')).status).toBe(200)
  expect((await askRaw('GET', '/api/health/live')).status).toBe(200)
  expect((await askRaw('GET', '/nosuch')).text).toContain('<html')
})

test('nobody’s host names no lender, and pictures are made for nobody', async () => {
  const own = await askRaw('GET', '/_next/image?url=%2Ficon.svg&w=64&q=75')
  expect(own.status).toBe(404)
  expect(own.headers['x-content-type-options']).toBe('nosniff')
  const port = await freePort()
  portalOf('serendib')
  const next = ['node_modules/next/dist/bin/next', 'start', '-p', String(port)]
  const env = { ...process.env, LENDERS_LISTED: '' }
  const portal = spawn(process.execPath, next, { env, stdio: 'ignore' })
  try {
    await untilLive(portal, port)
    const { text: listed } = await askRaw('GET', '/', { host: `localhost:${port}`, port })
    expect(listed).toContain('the address that your lender gave you')
    expect(listed).not.toContain('Serendib')
  } finally {
    portal.kill('SIGKILL')
  }
  const demo = await askRaw('GET', '/', { host: `localhost:${new URL(portalOf('serendib')).port}` })
  expect(demo.text).toContain('Serendib')
})

for (const [what, type, body] of [
  [
    'that breaks off',
    'multipart/form-data; boundary=x',
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
  ],
  ['without a boundary', 'multipart/form-data', 'anything'],
  ['of nothing', 'multipart/form-data; boundary=x', ''],
] as const)
  test(`a form ${what} is a bad request, with our headers`, async () => {
    const portal = portalOf('serendib')
    const unknownAction = { 'next-action': '0'.repeat(42) }
    for (const [path, action, status] of [
      ['/sign-in', {}, 400],
      ['/help', {}, 400],
      ['/desk/sign-in', {}, 400],
      // As a page of an old build asks: it is to be loaded anew.
      ['/sign-in', unknownAction, 409],
      ['/help', unknownAction, 409],
      ['/desk/sign-in', unknownAction, 409],
      // Nothing was chosen: back to where one was.
      ['/language', {}, 303],
      ['/language', unknownAction, 303],
    ] as const) {
      const headers = { 'content-type': type, origin: portal, ...action }
      const answer = await askRaw('POST', path, { headers, body })
      expect([path, answer.status]).toEqual([path, status])
      expect(answer.headers['content-security-policy'], path).toContain("default-src 'none'")
    }
  })

test('a host with its final dot is the same lender’s', async () => {
  const { port } = new URL(portalOf('serendib'))
  const answer = await askRaw('GET', '/sign-in', { host: `serendib.localhost.:${port}` })
  expect(answer.status).toBe(200)
  expect(answer.text).toContain('Serendib Mobile')
  const sent = (host: string) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: `http://serendib.localhost.:${port}`,
    }
    return askRaw('POST', '/language', { host, headers, body: 'language=es&back=%2Fhelp' })
  }
  expect((await sent(`serendib.localhost.:${port}`)).headers.location).toMatch(/\/help$/)
  expect((await sent(`norte.localhost:${port}`)).status).toBe(403)
})

test('a pay link opens with the dot or bracket that a messenger took along', async ({ page }) => {
  const { payLink } = await givenBorrower()
  for (const end of ['', '.', ')', '%29.']) {
    await page.goto(`${payLink}${end}`)
    await expect(page.getByRole('button', { name: /pay/i }).first()).toBeVisible()
  }
})

test('a pay link that is right opens, however many wrong ones were tried before', async () => {
  const { pathname } = new URL((await givenBorrower()).payLink)
  const last = pathname.endsWith('0') ? '1' : '0'
  for (let time = 0; time < 100; time += 1)
    expect((await askRaw('GET', pathname.slice(0, -1) + last)).status).toBe(307)
  expect((await askRaw('GET', pathname)).status).toBe(200)
})

test('a mistyped IMEI is told at once; said again, it is taken for a loan number', async ({
  page,
}) => {
  const borrower = await givenBorrower()
  const wrong = borrower.imei.slice(0, 14) + ((Number(borrower.imei[14]) + 1) % 10)
  const label = 'Loan number, e-mail, phone number or IMEI'
  await page.goto(`${borrower.portal}/sign-in`)
  await page.getByLabel(label).fill(wrong)
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page.locator('#identifier-error')).toContainText('one wrong digit')
  await expect(page.getByLabel(label)).toHaveValue(wrong)
  await lookedAt(page, 'sign-in-imei')
  await page.getByRole('button', { name: 'Send me a code' }).click()
  await expect(page).toHaveURL(/\/sign-in\/code$/)
})

test('while the records cannot be reached, pages say so with 503', async () => {
  const port = await freePort()
  portalOf('serendib')
  const env = { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }
  const next = ['node_modules/next/dist/bin/next', 'start', '-p', String(port)]
  const portal = spawn(process.execPath, next, { env, stdio: 'ignore' })
  try {
    await untilLive(portal, port)
    const answer = await askRaw('GET', '/sign-in', { port })
    expect(answer.status).toBe(503)
    expect(answer.text).toContain('<h1>')
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect((await askRaw('GET', '/api/health/ready', { port })).status).toBe(503)
  } finally {
    portal.kill('SIGKILL')
  }
})

test('a portal that misses something says all of it and ends', async () => {
  const { PATH = '', NEXT_DIST_DIR = '' } = process.env
  const port = String(await freePort())
  const portal = spawn('npm', ['start', '--', '-p', port], {
    env: { NODE_ENV: 'production', PATH, NEXT_DIST_DIR, LOG_LEVEL: 'loud' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const [complained, [code]] = await Promise.all([text(portal.stderr), once(portal, 'exit')])
  expect(code).toBe(1)
  for (const name of ['DATABASE_URL', 'NEXTAUTH_SECRET', 'DATA_KEY', 'STRIPE_WEBHOOK_SECRET'])
    expect(complained).toContain(`  ${name}: is missing\n`)
  expect(complained).toContain('  LOG_LEVEL: must be one of')
  expect(complained).not.toContain('SMTP_URL')
})

for (const whom of ['npm', 'what npm started'] as const) {
  test(`a portal ends whole when ${whom} is told to end`, async () => {
    portalOf('serendib')
    const port = await freePort()
    const npm = spawn('npm', ['start', '--', '-p', String(port)], { stdio: 'ignore' })
    await untilLive(npm, port)
    const { stdout } = await run('pgrep', ['-P', String(npm.pid)])
    const children = stdout.trim().split('\n').map(Number)
    process.kill(whom === 'npm' ? (npm.pid ?? 0) : (children[0] ?? 0), 'SIGTERM')
    await once(npm, 'exit')
    await expect
      .poll(() =>
        askRaw('GET', '/api/health/live', { port }).then(
          () => 'up',
          () => 'away',
        ),
      )
      .toBe('away')
    for (const pid of children) expect(() => process.kill(pid, 0)).toThrow()
  })
}

async function untilLive(portal: ChildProcess, port: number): Promise<void> {
  while (portal.exitCode === null) {
    const answer = await askRaw('GET', '/api/health/live', { port }).catch(() => undefined)
    if (answer?.status === 200) return
    await sleep(250)
  }
  throw new Error('the portal did not start')
}
