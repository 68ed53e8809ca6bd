import type { WorldPart } from '#lib/demo/world/part.ts'
import type { Store } from '#lib/demo/world/store.ts'
import { isTo, type Message } from './message.ts'
import { listPage, messagePage, missingPage } from './pages.ts'
import { startSmtp } from './smtp.ts'
import { readTextMessage } from './text-message.ts'

const kind = 'mailbox.message'

type MailboxOptions = {
  store: Store
  /** 0 takes a free port. */
  smtpPort: number
  host?: string
}

/**
 * The mailbox of everybody outside: SMTP, `POST /sms`, and pages to read what came.
 * Rejects when the SMTP port is taken.
 */
export async function mailbox({
  store,
  smtpPort,
  host = '127.0.0.1',
}: MailboxOptions): Promise<WorldPart & { smtpPort: number }> {
  const receive = (message: Message) => store.put(kind, message.id, message)
  const smtp = await startSmtp({ host, port: smtpPort, receive })
  return {
    smtpPort: smtp.port,
    handle: (request) => answer(store, request),
    switches: () => [],
    async turn(name) {
      throw new Error(`The mailbox has no switch ${name}`)
    },
    stop: () => smtp.close(),
  }
}

async function answer(store: Store, request: Request): Promise<Response | undefined> {
  const { pathname, searchParams } = new URL(request.url)
  const to = searchParams.get('to') ?? ''
  if (pathname === '/sms' && request.method === 'POST') return takeText(store, request)
  if (pathname === '/mail') return listPage(messagesTo(store, to), to)
  if (pathname === '/mail.json') return Response.json(messagesTo(store, to))
  if (!pathname.startsWith('/mail/')) return undefined
  const [, , id = '', part = '', index = ''] = pathname.split('/')
  const message = store.get<Message>(kind, id)
  if (!message) return missingPage()
  if (part === 'html') return letterPart(message)
  if (part === 'attachments') return attachment(message, Number(index))
  return part === '' ? messagePage(message) : missingPage()
}

function messagesTo(store: Store, recipient: string): Message[] {
  const messages = store.list<Message>(kind).reverse()
  return recipient.trim() ? messages.filter((message) => isTo(message, recipient)) : messages
}

async function takeText(store: Store, request: Request): Promise<Response> {
  const json: unknown = await request.json().catch(() => undefined)
  const read = readTextMessage(json)
  if (!read.ok) return Response.json({ error: read.error }, { status: 400 })
  await store.put(kind, read.message.id, read.message)
  return Response.json({ id: read.message.id }, { status: 201 })
}

// A letter is somebody else's HTML: it gets no script and no origin; its links open outside the frame.
function letterPart({ html }: Message): Response {
  return new Response(`<base target="_blank">${html ?? ''}`, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox allow-popups allow-popups-to-escape-sandbox",
    },
  })
}

function attachment({ attachments }: Message, index: number): Response {
  const found = attachments[index]
  if (!found) return missingPage()
  return new Response(new Uint8Array(Buffer.from(found.base64, 'base64')), {
    headers: {
      'content-type': found.type,
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      'x-content-type-options': 'nosniff',
    },
  })
}
