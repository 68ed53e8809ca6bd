import { cookies } from 'next/headers'
import { z } from 'zod'
import { budgetNames, mostNoteLength, planReasons } from '#lib/domain/plan/ask.ts'
import { decrypt, encrypt } from '#lib/encrypt.ts'
import { env } from '#lib/env.ts'

const text = z.string().max(40).catch('')

/** What a person has ticked and typed on the way to a plan. */
const draftShape = z.object({
  reasons: z.array(z.enum(planReasons)).catch([]),
  note: z.string().max(mostNoteLength).catch(''),
  budget: z.partialRecord(z.enum(budgetNames), text).catch({}),
  kind: text,
  monthly: text,
})
export type Draft = z.infer<typeof draftShape>

const name = 'plan-draft'
const keptMinutes = 30

/** What was typed before, of this phone. Nothing of it stands in an address or in the database until it is sent. */
export async function readDraft(): Promise<Draft> {
  const encrypted = (await cookies()).get(name)?.value
  return draftShape.parse(encrypted ? open(encrypted) : {})
}

function open(encrypted: string): unknown {
  try {
    return JSON.parse(decrypt(Buffer.from(encrypted, 'base64url'), name))
  } catch {
    return {}
  }
}

export async function keepDraft(deviceId: string, draft: Draft): Promise<void> {
  const value = encrypt(JSON.stringify(draft), name).toString('base64url')
  const jar = await cookies()
  jar.set(name, value, { ...place(deviceId), maxAge: keptMinutes * 60 })
}

export async function forgetDraft(deviceId: string): Promise<void> {
  const jar = await cookies()
  jar.set(name, '', { ...place(deviceId), maxAge: 0 })
}

function place(deviceId: string) {
  return {
    httpOnly: true,
    sameSite: 'lax',
    secure: env().PORTAL_URL.startsWith('https:'),
    path: `/phones/${deviceId}/plan`,
  } as const
}
