import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Message } from './message.ts'

const request = z.strictObject({
  to: z.string().regex(/^\+[0-9]{7,15}$/, 'must be a phone number such as +94771234567'),
  body: z.string().min(1).max(1600),
  from: z.string().min(1).max(100),
})

type ReadTextMessage = { ok: true; message: Message } | { ok: false; error: string }

export function readTextMessage(json: unknown): ReadTextMessage {
  const read = request.safeParse(json)
  if (!read.success) return { ok: false, error: z.prettifyError(read.error) }
  const { to, body, from } = read.data
  return {
    ok: true,
    message: {
      id: randomUUID(),
      kind: 'sms',
      from,
      to: [to],
      subject: '',
      text: body,
      html: null,
      headers: [],
      attachments: [],
      receivedAt: Date.now(),
    },
  }
}
