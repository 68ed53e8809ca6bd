import { expect } from '@playwright/test'
import { demo } from './demo.ts'

type Enrolment = {
  name: string
  helpPhone: string
  accentColor: string
  timeZone: string
  isOnline: boolean
  locked: boolean
  byHand: boolean
}

type AtPhone = { slug: string; providerDeviceId: string }

export type PhoneSeen = {
  screen: 'lock' | 'home'
  screenText: string[]
  code: string | null
  passkey: string
  online: boolean
  locked: boolean
  released: boolean
  relockAt: string | null
}

/** Gives the sandbox lock service the phone. */
export async function enrol(
  borrower: AtPhone & { imei: string; payLink: string },
  { name, isOnline, ...rest }: Enrolment,
): Promise<void> {
  const { helpPhone, accentColor, timeZone, locked, byHand } = rest
  await post(`/mdm/${borrower.slug}/phones`, {
    phones: [
      {
        id: borrower.providerDeviceId,
        imei: borrower.imei,
        payLink: borrower.payLink,
        helpPhone,
        accentColor,
        timeZone,
        locked,
        byHand,
        brand: 'Xiaomi',
        model: '13T',
        lenderName: name,
        online: isOnline,
        lastSeenAt: isOnline ? null : Temporal.Now.instant().subtract({ hours: 72 }).toString(),
      },
    ],
  })
}

/** The simulated phone as somebody in front of it sees it. */
export async function look({ slug, providerDeviceId }: AtPhone): Promise<PhoneSeen> {
  const answer = await fetch(`${demo().world}/phones/${slug}/${providerDeviceId}.json`)
  if (!answer.ok) throw new Error(`the phone ${providerDeviceId} is not there`)
  return (await answer.json()) as PhoneSeen
}

/** What the phone shows becomes `screen`. */
export async function expectScreen(
  at: AtPhone,
  screen: 'lock' | 'home',
  timeout = 15_000,
): Promise<void> {
  await expect.poll(async () => (await look(at)).screen, { timeout }).toBe(screen)
}

export function setOnline(at: AtPhone, isOnline: boolean): Promise<void> {
  return touch(at, 'online', { online: String(isOnline) })
}

export function typeCode(at: AtPhone, code: string): Promise<void> {
  return touch(at, 'code', { code })
}

export function lockNow(at: AtPhone): Promise<void> {
  return touch(at, 'lock', {})
}

function touch({ slug, providerDeviceId }: AtPhone, verb: string, fields: object): Promise<void> {
  return post(`/phones/${slug}/${providerDeviceId}/${verb}`, fields)
}

async function post(path: string, body: object): Promise<void> {
  const answer = await fetch(demo().world + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
}
