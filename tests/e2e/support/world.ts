import { expect } from '@playwright/test'
import { demo } from './demo.ts'

const settings = {
  'mdm.api': 'normal',
  'mdm.callbacks': 'normal',
  'stripe.webhooks': 'normal',
  'stripe.api': 'normal',
  'stripe.checkout': 'opened',
  'stripe.amounts': 'exact',
}

/** Turns a lever of the outside world. Every test sees it, so only the tests of `faults/` do this. */
export async function turn(name: keyof typeof settings, value: string): Promise<void> {
  const answer = await fetch(`${demo().world}/switches`, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({ name, value }),
  })
  if (!answer.ok) throw new Error(`${name} cannot be ${value}: ${await answer.text()}`)
}

export async function allNormal(): Promise<void> {
  for (const [name, value] of Object.entries(settings))
    await turn(name as keyof typeof settings, value)
}

type Letter = { subject: string; text: string }

/** What arrived for an address or a number, newest first. */
export async function lettersTo(recipient: string): Promise<Letter[]> {
  const answer = await fetch(`${demo().world}/mail.json?to=${encodeURIComponent(recipient)}`)
  return (await answer.json()) as Letter[]
}

/** The newest code that was sent to an address or a number, once there are `count` of them. */
export async function codeSentTo(recipient: string, count = 1): Promise<string> {
  await expect.poll(async () => (await codesTo(recipient)).length).toBe(count)
  const [newest = ''] = await codesTo(recipient)
  return newest
}

async function codesTo(recipient: string): Promise<string[]> {
  const letters = await lettersTo(recipient)
  return letters.flatMap(({ text }) => /\b\d{6}(\d{3})?\b/.exec(text)?.[0] ?? [])
}

/** What a bank or a shop does to a payment, as on the sandbox's page. */
export async function atStripe(
  checkoutSessionId: string,
  action:
    | 'clear'
    | 'fail'
    | 'expire'
    | `dispute${'' | '-answered' | '-won' | '-lost' | '-appealed'}`,
): Promise<void> {
  const answer = await fetch(`${demo().world}/stripe/${checkoutSessionId}/${action}`, {
    method: 'POST',
    redirect: 'manual',
  })
  const to = answer.headers.get('location') ?? ''
  if (answer.status !== 303 || to.includes('fault=')) throw new Error(`${action}: ${to}`)
}
