import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { closeMailer } from '#lib/gateways/mail.ts'

export type TestMailServer = {
  mails: Email[]
  /** What the server answers to the next recipients: an SMTP status, or undefined to accept. */
  refuse: { status: number | undefined }
  stop(): Promise<void>
}

/** A real SMTP server on a free port, to which SMTP_URL then points. */
export async function startMailServer(): Promise<TestMailServer> {
  const mails: Email[] = []
  const refuse: { status: number | undefined } = { status: undefined }
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo(_address, _session, callback) {
      const { status } = refuse
      callback(status ? Object.assign(new Error('no'), { responseCode: status }) : null)
    },
    onData(stream, _session, callback) {
      void buffer(stream)
        .then((raw) => PostalMime.parse(raw))
        .then((mail) => {
          mails.push(mail)
          callback()
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
