import type { z } from 'zod'
import { json, refusal } from './answers.ts'
import type { CheckIns } from './check-in.ts'
import { offlineCode } from './offline-code.ts'
import { type Phone, satisfies } from './phone.ts'
import type { PhoneBook } from './phone-book.ts'
import { bodyOf, requests } from './requests.ts'
import { wireSnapshot } from './snapshot.ts'
import type { MdmSwitches } from './switches.ts'

type Ask = { phone: Phone; rawBody: string; secret: string }
type Unlock = z.infer<typeof requests.unlock>

/** The endpoints of the contract for one phone, once the request is known to be the lender's. */
export function deviceApi(options: { book: PhoneBook; switches: MdmSwitches; checkIns: CheckIns }) {
  const { book, switches, checkIns } = options

  async function unlock({ phone, rawBody }: Ask): Promise<Response> {
    const command = bodyOf(rawBody, requests.unlock)
    if (!command) return refusal(400, 'invalid_request', 'the unlock is not as the contract says')
    const mode = switches.value('mdm.api')
    if (mode === 'refusing')
      return refusal(422, 'unsupported', 'this phone cannot be unlocked over the air')
    const asked = await checkIns.ask(phone)
    if (satisfies(asked, command.intent)) {
      return json(200, { alreadySatisfied: true, device: wireSnapshot(asked) })
    }
    if (mode === 'refusing_later') {
      checkIns.refuse(asked, command.commandId)
      return accepted(command)
    }
    if (mode === 'lying' || phone.heardCommands.includes(command.commandId))
      return accepted(command)
    const { commandId, intent } = command
    checkIns.soon(
      await book.change(phone, (current) => ({
        ...current,
        pending: [...current.pending, { commandId, intent }],
        heardCommands: [...current.heardCommands, commandId],
      })),
    )
    return accepted(command)
  }

  async function message({ phone, rawBody }: Ask): Promise<Response> {
    const text = bodyOf(rawBody, requests.message)
    if (!text) return refusal(400, 'invalid_request', 'the message is not as the contract says')
    checkIns.soon(
      await book.change(phone, (current) => ({
        ...current,
        pendingMessage: { ...keptLink(current), ...text },
      })),
    )
    return json(202, {})
  }

  async function code({ phone, rawBody, secret }: Ask): Promise<Response> {
    const asked = bodyOf(rawBody, requests.offlineCode)
    if (!asked) return refusal(400, 'invalid_request', 'the body is not as the contract says')
    const passkey = asked.passkey?.replace(/\D/g, '')
    if (passkey !== undefined && passkey !== phone.passkey) {
      return refusal(422, 'invalid_passkey', 'this passkey is not on the screen of this phone')
    }
    return json(200, { code: offlineCode(secret, phone) })
  }

  async function readings(lenderSlug: string, rawBody: string): Promise<Response> {
    const asked = bodyOf(rawBody, requests.readings)
    if (!asked) return refusal(400, 'invalid_request', 'the body is not as the contract says')
    const known = asked.ids.flatMap((id) => {
      const phone = book.enrolled(lenderSlug, id)
      return phone && !phone.byHand ? [phone] : []
    })
    const devices = await Promise.all(known.map((phone) => checkIns.ask(phone)))
    return json(200, { devices: devices.map(wireSnapshot) })
  }

  const endpoints = {
    'GET ': async ({ phone }: Ask) => json(200, wireSnapshot(await checkIns.ask(phone))),
    'POST /unlocks': unlock,
    'POST /messages': message,
    'POST /offline-codes': code,
  } as Record<string, ((ask: Ask) => Promise<Response>) | undefined>
  return { endpoints, readings }
}

// A link stays until another comes: a text that overtakes it on its way to the phone does not lose it.
function keptLink({ pendingMessage }: Phone): { link?: string } {
  return pendingMessage?.link ? { link: pendingMessage.link } : {}
}

function accepted({ commandId }: Unlock): Response {
  return json(202, { handle: `sandbox-${commandId}` })
}
