import type { Phone } from '#lib/demo/mdm/phone.ts'
import type { MdmSandbox } from '#lib/demo/mdm/sandbox.ts'
import { screenOf, screenText } from '#lib/demo/mdm/screen.ts'
import { fieldsOf, isTrue, settled } from './form.ts'

/** A phone as tests read it; `screen` and `screenText` are what somebody in front of it sees. */
export function phoneJson(phone: Phone) {
  const now = Temporal.Now.instant()
  const { pending, heardCommands, pendingMessage, usedCodes, forgotten, ...rest } = phone
  return {
    ...rest,
    pendingCommands: pending.length,
    code: phone.message?.code ?? null,
    screen: screenOf(phone, now).kind,
    screenText: screenText(phone, now),
  }
}

/** What somebody does to one phone from its page: `online`, `open`, `lock`, `code`, `forget`. */
export async function touchPhone(
  mdm: MdmSandbox,
  at: { phone: Phone; verb: string },
  request: Request,
): Promise<Response> {
  const { phone, verb } = at
  const fields = await fieldsOf(request)
  const { hands } = mdm
  const acts: Record<string, () => Promise<Phone>> = {
    online: () => hands.setOnline(phone, isTrue(fields.online)),
    open: () => hands.openByHand(phone, fields.open === 'for good'),
    lock: () => hands.lockNow(phone),
    code: () => hands.typeCode(phone, fields.code ?? ''),
    forget: () => hands.forget(phone),
  }
  const act = acts[verb]
  if (!act) return new Response('no such thing can be done to a phone', { status: 404 })
  return settled(request, phoneJson(await act()))
}
