import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { readLetter } from './letter.ts'
import type { Message } from './message.ts'

const sizeLimitBytes = 10 * 1024 * 1024

type SmtpOptions = { host: string; port: number; receive(message: Message): Promise<void> }

/** Takes every letter that anybody sends. Rejects when the port is taken. */
export async function startSmtp({ host, port, receive }: SmtpOptions) {
  const server = new SMTPServer({
    authOptional: true,
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: sizeLimitBytes,
    banner: 'Keyturn sandbox mailbox',
    closeTimeout: 500,
    onAuth: (_credentials, _session, done) => done(null, { user: 'anybody' }),
    onData(stream, session, done) {
      const recipients = session.envelope.rcptTo.map(({ address }) => address)
      take(stream, recipients, receive).then(() => done(), done)
    },
  })
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(port, host, done)
  })
  // A client that hangs up in the middle is its own affair.
  server.on('error', () => {})
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => new Promise<void>((resolve) => server.close(resolve)),
  }
}

async function take(
  stream: SMTPServerDataStream,
  recipients: string[],
  receive: SmtpOptions['receive'],
): Promise<void> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  if (stream.sizeExceeded)
    throw Object.assign(new Error('The letter is too long'), { responseCode: 552 })
  await receive(await readLetter(Buffer.concat(chunks), recipients))
}
