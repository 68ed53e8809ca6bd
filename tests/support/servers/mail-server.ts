import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { closeMailer } from '#lib/gateways/mail/mail.ts'

type TestMailServer = {
  mails: Email[]
  /** What the server answers from now on, to recipients unless said otherwise: an SMTP status, or undefined to accept. */
  refuse: { status: number | undefined; at?: 'greeting' | 'data' | undefined }
  stop(): Promise<void>
}

/** A real SMTP server on a free port, to which SMTP_URL then points. */
export async function startMailServer(): Promise<TestMailServer> {
  const mails: Email[] = []
  const refuse: TestMailServer['refuse'] = { status: undefined }
  const refusalAt = (at: TestMailServer['refuse']['at']) =>
    refuse.status && refuse.at === at
      ? Object.assign(new Error('no'), { responseCode: refuse.status })
      : null
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onConnect(_session, callback) {
      callback(refusalAt('greeting'))
    },
    onRcptTo(_address, _session, callback) {
      callback(refusalAt(undefined))
    },
    onData(stream, _session, callback) {
      void buffer(stream)
        .then((raw) => PostalMime.parse(raw))
        .then((mail) => {
          const refusal = refusalAt('data')
          if (!refusal) mails.push(mail)
          callback(refusal)
        }, callback)
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  process.env.SMTP_URL = `smtp://127.0.0.1:${port}`
  return {
    mails,
    refuse,
    stop: () => {
      closeMailer()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}
