import { createTransport, type Transporter } from 'nodemailer'
import type { Sender } from '#lib/domain/identity/contact.ts'
import { env } from '#lib/env.ts'

export type Mail = {
  to: string
  subject: string
  text: string
  html?: string
  /** Whose name it carries and where answers go; the address that sends is always MAIL_FROM's. */
  sender: Sender
  /** The same for every attempt at one mail, so that a mailbox can tell a repetition. */
  messageId: string
}

type MailFailureClass = 'unreachable' | 'refused' | 'rejected' | 'busy'

/**
 * Why a mail did not leave. `rejected` (SMTP 5yz about this mail) will not get better by itself; the server
 * `refused` us (its greeting, sign-in, TLS), was `busy` (4yz) or `unreachable`: try again later.
 */
export class MailFailure extends Error {
  readonly class: MailFailureClass
  constructor(failureClass: MailFailureClass, cause: unknown) {
    super(`mail ${failureClass}`, { cause })
    this.class = failureClass
  }

  get isFinal(): boolean {
    return this.class === 'rejected'
  }
}

// For the whole of one mail: a server that says a little now and then is never idle.
const longestMs = 20_000

const shared = globalThis as typeof globalThis & { keyturnMailer?: Transporter }

/** Hands one mail to the mail server over a pooled connection, until `signal` says that it took too long. Throws MailFailure. */
export async function sendMail(
  { sender: { name, replyTo }, messageId, ...mail }: Mail,
  signal = AbortSignal.timeout(longestMs),
): Promise<void> {
  try {
    await transporter().sendMail({
      ...mail,
      from: { name, address: ownAddress() },
      replyTo: { name, address: replyTo },
      messageId: `<${messageId}@${ownAddress().split('@')[1]}>`,
      // No out-of-office replies, and no file or address is ever fetched into a mail.
      headers: { 'Auto-Submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
      signal,
    })
  } catch (cause) {
    throw new MailFailure(classOf(cause), cause)
  }
}

export function closeMailer(): void {
  shared.keyturnMailer?.close()
  delete shared.keyturnMailer
}

function transporter(): Transporter {
  shared.keyturnMailer ??= createTransport({
    url: env().SMTP_URL,
    pool: true,
    maxConnections: 3,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  })
  return shared.keyturnMailer
}

function ownAddress(): string {
  const { MAIL_FROM } = env()
  return MAIL_FROM.match(/<(.+)>/)?.[1] ?? MAIL_FROM
}

function classOf(cause: unknown): MailFailureClass {
  const { code, responseCode } = Object(cause) as { code?: string; responseCode?: number }
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'ETLS' || code === 'EREQUIRETLS') {
    return 'refused'
  }
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  if (responseCode === undefined) return code === 'EENVELOPE' ? 'rejected' : 'unreachable'
  if (responseCode < 500) return 'busy'
  return isAboutMail ? 'rejected' : 'refused'
}
