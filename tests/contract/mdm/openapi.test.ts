import { readFileSync } from 'node:fs'
import { afterAll, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { serve } from '#lib/demo/world/http-server.ts'
import { toSnapshot, wire } from '#lib/gateways/mdm/http-wire.ts'
import { portFor } from '#lib/gateways/mdm/registry.ts'
import { startMdmSandbox } from '#tests/support/mdm.ts'

type Response200 = { content?: Record<string, { schema: { $ref: string } }>; $ref?: string }
type Operation = {
  requestBody?: Required<Pick<Response200, 'content'>>
  responses: Record<string, Response200>
}
type Document = {
  paths: Record<string, Record<string, Operation>>
  components: {
    schemas: Record<string, { properties?: object }>
    responses: Record<string, Response200>
  }
}

const text = readFileSync('docs/mdm-http.openapi.json', 'utf8')
const openapi = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')) as Document

function schemaOf(carrier: Response200 | undefined): z.ZodType | undefined {
  const named = carrier?.$ref
    ? openapi.components.responses[carrier.$ref.split('/').at(-1) ?? '']
    : carrier
  const schema = named?.content?.['application/json']?.schema
  return (
    schema &&
    z.fromJSONSchema({
      ...schema,
      $defs: openapi.components.schemas,
    } as z.core.JSONSchema.BaseSchema)
  )
}

function operationOf(method: string, path: string): Operation | undefined {
  const templated = path.replace(/^\/mdm\/serendib/, '').replace(/(\/v1\/devices\/)[^/]+/, '$1{id}')
  return openapi.paths[templated]?.[method.toLowerCase()]
}

function checked(schema: z.ZodType | undefined, body: string): void {
  if (!schema) throw new Error(`nothing describes ${body}`)
  schema.parse(JSON.parse(body))
}

const mdm = await startMdmSandbox()
const heard: { method: string; path: string; sent: string; status: number; answered: string }[] = []
const recorder = await serve(async (request) => {
  const sent = await request.clone().text()
  const answer = (await mdm.sandbox.handle(request)) ?? new Response(null, { status: 404 })
  const answered = await answer.clone().text()
  heard.push({
    method: request.method,
    path: new URL(request.url).pathname,
    sent,
    status: answer.status,
    answered,
  })
  return answer
}, 0)
afterAll(() => recorder.close())
const port = portFor({
  ...mdm.connection('l-1', 'serendib'),
  baseUrl: `http://127.0.0.1:${recorder.port}/mdm/serendib`,
})

test('everything said on the wire is as docs/mdm-http.openapi.json says', async () => {
  await mdm.enrol([
    { lenderSlug: 'serendib', id: 'dev-1' },
    { lenderSlug: 'serendib', id: 'dev-2', locked: false, otherLocks: ['sim_lock'] },
  ])
  const device = { providerDeviceId: 'dev-1', imei: null }
  const open = { providerDeviceId: 'dev-2', imei: null }
  const nobody = { providerDeviceId: 'nobody', imei: null }
  const relockAt = Temporal.Now.instant().add({ hours: 24 })
  const command = { attempt: 1, device, intent: { kind: 'until', relockAt } as const }
  await port.requestUnlock({ ...command, commandId: 'c-1' })
  await port.requestUnlock({
    ...command,
    commandId: 'c-2',
    device: open,
    intent: { kind: 'indefinite' },
  })
  await port.requestUnlock({ ...command, commandId: 'c-3', intent: { kind: 'release' } })
  await port.readDevice(device)
  await port.readDevice(nobody)
  await port.showMessage(device, {
    title: 't',
    body: 'b',
    link: 'l',
    code: '1',
    codeExpiresAt: relockAt,
  })
  await port.issueOfflineCode(device, undefined)
  await port.issueOfflineCode(device, '000000')
  for (const mode of ['refusing', 'down', 'rate_limited']) {
    await mdm.sandbox.turn('mdm.api', mode)
    await port.requestUnlock({ ...command, commandId: `c-${mode}` })
  }
  expect(heard).toHaveLength(11)
  for (const { method, path, sent, status, answered } of heard) {
    const operation = operationOf(method, path)
    expect(operation?.responses, `${method} ${path} ${status}`).toHaveProperty(String(status))
    if (sent) checked(schemaOf(operation?.requestBody), sent)
    if (answered !== '{}') checked(schemaOf(operation?.responses[status]), answered)
  }
  expect(new Set(heard.map(({ status }) => status))).toEqual(
    new Set([200, 202, 404, 422, 429, 503]),
  )
})

test('callbacks are as the document says', async () => {
  await vi.waitFor(() => expect(mdm.callbacks.length).toBeGreaterThan(0))
  const schema = z.fromJSONSchema({
    $ref: '#/$defs/Callback',
    $defs: openapi.components.schemas,
  } as z.core.JSONSchema.BaseSchema)
  for (const { rawBody } of mdm.callbacks) schema.parse(JSON.parse(String(rawBody)))
})

test('every field that a callback may have by the document is read, and no other is taken', () => {
  const fieldsOf = (name: 'Callback' | 'Device') =>
    Object.keys(openapi.components.schemas[name]?.properties ?? {}).sort()
  expect(Object.keys(wire.callback.shape).sort()).toEqual(fieldsOf('Callback'))
  expect(Object.keys(wire.callback.shape.device.shape).sort()).toEqual(fieldsOf('Device'))
  const read = toSnapshot(
    wire.callback.shape.device.parse({
      id: 'x',
      actual: 'unlocked',
      desired: 'unlocked',
      otherLocks: ['sim_lock'],
      relockAt: at,
      lastSeenAt: at,
      observedAt: at,
      rawStatus: 'OPEN',
    }),
  )
  expect(Object.keys({ ...read, id: 'x' }).sort()).toEqual(fieldsOf('Device'))
})

const at = '2026-11-21T09:43:02Z'

test('the document’s schemas refuse what is not as agreed', () => {
  const device = schemaOf(operationOf('GET', '/v1/devices/x')?.responses['200'])
  const good = {
    id: 'x',
    actual: 'locked',
    otherLocks: [],
    observedAt: '2026-11-21T09:43:02Z',
    rawStatus: '',
  }
  expect(device?.safeParse(good).success).toBe(true)
  expect(device?.safeParse({ ...good, actual: 'melting' }).success).toBe(false)
  expect(device?.safeParse({ ...good, observedAt: undefined }).success).toBe(false)
})

test('the page’s test vector is the one in the document', () => {
  const vector = /v1=[0-9a-f]{64}/.exec(text)?.[0]
  expect(readFileSync('docs/mdm-http.md', 'utf8')).toContain(vector)
  expect(readFileSync('tests/gateways/mdm/request-signature.test.ts', 'utf8')).toContain(vector)
})
