import { wordsOf } from './lock-screen-words.ts'
import { type Phone, showsLockScreen } from './phone.ts'

// Day before month; digits everybody can compare with the portal's.
export const regional = { en: 'en-GB', es: 'es', ar: 'ar-u-nu-latn' }

/** What somebody in front of the phone can read on it. */
export type LockScreen = {
  kind: 'lock'
  title: string
  kept: string
  scan: string
  pay: { link: string; shortLink: string } | null
  message: { title: string; body: string; link: string | null; code: string | null } | null
  passkey: string
  keypadSaid: string | null
  emergency: string
  call: string
}

export type HomeScreen = { kind: 'home'; notification: string }

export function screenOf(phone: Phone, now: Temporal.Instant): LockScreen | HomeScreen {
  if (!showsLockScreen(phone)) return { kind: 'home', notification: notificationOf(phone) }
  const words = wordsOf(phone)
  return {
    kind: 'lock',
    title: phone.locked ? words.title : words.otherTitle,
    kept: phone.locked ? words.kept : words.otherKept,
    scan: words.scan,
    pay: payOf(phone),
    message: messageOf(phone, now),
    passkey: spaced(phone.passkey),
    keypadSaid: phone.keypadSaid && words.keypad[phone.keypadSaid],
    emergency: words.emergency,
    call: words.call(phone.lenderName),
  }
}

/** The screen as lines of text, top to bottom. */
export function screenText(phone: Phone, now: Temporal.Instant): string[] {
  const screen = screenOf(phone, now)
  if (screen.kind === 'home') return ['Home screen', screen.notification]
  const { message } = screen
  const lines = [
    screen.title,
    screen.kept,
    message?.title,
    message?.body,
    message?.link,
    message?.code,
    screen.pay && screen.scan,
    screen.pay?.shortLink,
    `${wordsOf(phone).passkey} ${screen.passkey}`,
    screen.keypadSaid,
    screen.emergency,
    screen.call,
  ]
  return lines.filter((line) => typeof line === 'string' && line !== '') as string[]
}

// A lock that is not the lender's does not open for money.
function payOf({ locked, payLink }: Phone): LockScreen['pay'] {
  return locked && payLink ? { link: payLink, shortLink: shortened(payLink) } : null
}

/** A code is shown only while it is good for something. */
function messageOf(phone: Phone, now: Temporal.Instant): LockScreen['message'] {
  const { message } = phone
  if (!message) return null
  const over = message.codeExpiresAt && Date.parse(message.codeExpiresAt) <= now.epochMilliseconds
  if (over && message.code) return null
  const { title, body, link, code } = message
  // The phone's own link stands beside its QR already.
  const isBeside = link === phone.payLink
  const shown = link && !isBeside ? shortened(link) : null
  return { title, body, link: shown, code: code ? spaced(code) : null }
}

function notificationOf(phone: Phone): string {
  const words = wordsOf(phone)
  if (phone.released) return words.released
  if (phone.relockAt === null) return words.opened
  const when = new Intl.DateTimeFormat(regional[phone.locale], {
    timeZone: phone.timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  return words.openUntil(when.format(Date.parse(phone.relockAt)))
}

function shortened(link: string): string {
  return link.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** Digits in groups of three, as people read them out. */
function spaced(code: string): string {
  return /^(\d{3})+$/.test(code) ? code.replace(/(?<=\d)(?=(\d{3})+$)/g, ' ') : code
}
