import type { Language } from '#lib/domain/languages.ts'

/** Every message there is: English says which, and the tests hold the other languages to it. */
export type Areas = {
  account: typeof import('#messages/en/account.json')
  ask: typeof import('#messages/en/ask.json')
  'audit-log': typeof import('#messages/en/audit-log.json')
  'block-lists': typeof import('#messages/en/block-lists.json')
  bought: typeof import('#messages/en/bought.json')
  code: typeof import('#messages/en/code.json')
  common: typeof import('#messages/en/common.json')
  contact: typeof import('#messages/en/contact.json')
  desk: typeof import('#messages/en/desk.json')
  'desk-acts': typeof import('#messages/en/desk-acts.json')
  'desk-buyers': typeof import('#messages/en/desk-buyers.json')
  'desk-cash': typeof import('#messages/en/desk-cash.json')
  'desk-disputes': typeof import('#messages/en/desk-disputes.json')
  'desk-payment-disputes': typeof import('#messages/en/desk-payment-disputes.json')
  'desk-plans': typeof import('#messages/en/desk-plans.json')
  'desk-returns': typeof import('#messages/en/desk-returns.json')
  'desk-settings': typeof import('#messages/en/desk-settings.json')
  'desk-sign-in': typeof import('#messages/en/desk-sign-in.json')
  'desk-unlocks': typeof import('#messages/en/desk-unlocks.json')
  directory: typeof import('#messages/en/directory.json')
  effect: typeof import('#messages/en/effect.json')
  errors: typeof import('#messages/en/errors.json')
  help: typeof import('#messages/en/help.json')
  history: typeof import('#messages/en/history.json')
  holds: typeof import('#messages/en/holds.json')
  home: typeof import('#messages/en/home.json')
  landing: typeof import('#messages/en/landing.json')
  link: typeof import('#messages/en/link.json')
  locks: typeof import('#messages/en/locks.json')
  notices: typeof import('#messages/en/notices.json')
  open: typeof import('#messages/en/open.json')
  opening: typeof import('#messages/en/opening.json')
  pay: typeof import('#messages/en/pay.json')
  payment: typeof import('#messages/en/payment.json')
  phones: typeof import('#messages/en/phones.json')
  plans: typeof import('#messages/en/plans.json')
  promises: typeof import('#messages/en/promises.json')
  receipt: typeof import('#messages/en/receipt.json')
  returns: typeof import('#messages/en/returns.json')
  'sign-in': typeof import('#messages/en/sign-in.json')
  statements: typeof import('#messages/en/statements.json')
  trouble: typeof import('#messages/en/trouble.json')
  visit: typeof import('#messages/en/visit.json')
  voucher: typeof import('#messages/en/voucher.json')
  'who-financed': typeof import('#messages/en/who-financed.json')
}

/** What a translator may be asked for. */
export type AreaName = keyof Areas

declare module 'next-intl' {
  interface AppConfig {
    Locale: Language
    Messages: Areas
  }
}
