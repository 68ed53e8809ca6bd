import { randomUUID } from 'node:crypto'
import PostalMime, { type Email } from 'postal-mime'
import type { Message } from './message.ts'

/** Reads a letter as it came over SMTP; `recipients` are those of the envelope. */
export async function readLetter(source: Buffer, recipients: string[]): Promise<Message> {
  const email = await PostalMime.parse(source, { attachmentEncoding: 'base64' })
  return {
    id: randomUUID(),
    kind: 'email',
    from: fromOf(email),
    to: recipients.map((address) => address.toLowerCase()),
    subject: email.subject ?? '',
    text: email.text ?? '',
    html: email.html ? withPictures(email.html, email) : null,
    headers: email.headers.map(({ originalKey, key, value }) => ({
      name: originalKey ?? key,
      value,
    })),
    attachments: email.attachments
      .filter(({ related }) => !related)
      .map(({ filename, mimeType, content }) => ({
        name: filename ?? 'attachment',
        type: mimeType,
        base64: String(content),
      })),
    receivedAt: Date.now(),
  }
}

function fromOf({ from }: Email): string {
  if (!from) return ''
  return from.name ? `${from.name} <${from.address ?? ''}>` : (from.address ?? '')
}

// Pictures that travel in the letter are named by cid: in its HTML.
function withPictures(html: string, { attachments }: Email): string {
  return attachments.reduce((text, { contentId, mimeType, content }) => {
    const id = contentId?.replace(/^<|>$/g, '')
    return id ? text.replaceAll(`cid:${id}`, `data:${mimeType};base64,${String(content)}`) : text
  }, html)
}
