/** A letter or text message that somebody outside would have received. */
export type Message = {
  id: string
  kind: 'email' | 'sms'
  from: string
  /** E-mail addresses in lower case, or one phone number. */
  to: string[]
  subject: string
  text: string
  html: string | null
  headers: { name: string; value: string }[]
  attachments: { name: string; type: string; base64: string }[]
  /** Milliseconds since 1970. */
  receivedAt: number
}

/** Whether a message went to `recipient`, however it is written. */
export function isTo(message: Message, recipient: string): boolean {
  const wanted = plain(recipient)
  return message.to.some((each) => plain(each) === wanted)
}

// A "+" in a query that was not encoded arrives as a space, so phone numbers are compared without both.
function plain(recipient: string): string {
  const text = recipient.trim().toLowerCase()
  return text.includes('@') ? text : text.replace(/[\s+()-]/g, '')
}
