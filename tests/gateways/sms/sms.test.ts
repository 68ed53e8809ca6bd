import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { env } from '#lib/env.ts'
import { maskPhone, SmsFailure, sendSms } from '#lib/gateways/sms/sms.ts'
import { log } from '#lib/log.ts'
import { startJsonServer } from '#tests/support/servers/json-server.ts'

const gateway = await startJsonServer(202)
afterAll(() => gateway.stop())
beforeEach(() => {
  env().SMS_URL = `${gateway.url}/sms`
  gateway.answer.status = 202
  gateway.received.length = 0
})

const message = {
  to: '+94771110000',
  body: '123456 is your sign-in code',
  sender: { name: 'Serendib Mobile' },
}

function failure() {
  return sendSms(message).then(
    () => undefined,
    (cause: unknown) => (cause instanceof SmsFailure ? cause : undefined),
  )
}

test('a text goes to the gateway as JSON', async () => {
  await sendSms(message)
  const { sender, ...words } = message
  const body = { ...words, from: sender.name }
  expect(gateway.received).toEqual([{ method: 'POST', path: '/sms', body }])
})

test('what can be is written in the alphabet of few parts', async () => {
  await sendSms({ ...message, body: 'Prometió Rs\u00a09,225.00 – ñ' })
  await sendSms({ ...message, body: 'استلمنا 9\u00a0ر.س' })
  expect(gateway.received.map(({ body }) => (body as { body: string }).body)).toEqual([
    'Prometio Rs 9,225.00 - ñ',
    'استلمنا 9\u00a0ر.س',
  ])
})

test('anything but acceptance is a failure with its status', async () => {
  for (const httpStatus of [302, 408, 429, 500, 503]) {
    gateway.answer.status = httpStatus
    expect(await failure()).toMatchObject({ httpStatus, isFinal: false })
  }
})

test('a key that the gateway does not take is our setting, not about this text', async () => {
  for (const httpStatus of [401, 403]) {
    gateway.answer.status = httpStatus
    expect(await failure()).toMatchObject({ httpStatus, isFinal: false, isOurSetting: true })
  }
  gateway.answer.status = 500
  expect(await failure()).toMatchObject({ isOurSetting: false })
})

test('a refusal of this text is final', async () => {
  for (const httpStatus of [400, 404, 410, 422]) {
    gateway.answer.status = httpStatus
    expect(await failure()).toMatchObject({ httpStatus, isFinal: true })
  }
})

test('a gateway that is away is a failure without a status', async () => {
  const away = await startJsonServer()
  await away.stop()
  env().SMS_URL = away.url
  expect(await failure()).toMatchObject({ httpStatus: undefined, isFinal: false })
})

test('without a gateway nothing leaves, and the log shows neither the number nor the code', async () => {
  delete env().SMS_URL
  const info = vi.spyOn(log, 'info')
  await sendSms(message)
  expect(gateway.received).toEqual([])
  const said = JSON.stringify(info.mock.calls)
  expect(said).toContain('text withheld')
  expect(said).not.toMatch(/123456|94771110000/)
  info.mockRestore()
})

test('only the last two digits of a number are ever shown', () => {
  expect(maskPhone('+94771110042')).toBe('•••42')
})
