// ITU-T E.164 country codes of currencies that one country alone uses.
const callingCodes: Record<string, string> = {
  AED: '971',
  ARS: '54',
  BDT: '880',
  BRL: '55',
  CLP: '56',
  COP: '57',
  CRC: '506',
  DOP: '1',
  EGP: '20',
  ETB: '251',
  GBP: '44',
  GHS: '233',
  GTQ: '502',
  IDR: '62',
  INR: '91',
  IQD: '964',
  JOD: '962',
  JPY: '81',
  KES: '254',
  KHR: '855',
  KWD: '965',
  LKR: '94',
  MAD: '212',
  MMK: '95',
  MWK: '265',
  MXN: '52',
  MYR: '60',
  MZN: '258',
  NGN: '234',
  NPR: '977',
  PEN: '51',
  PHP: '63',
  PKR: '92',
  RWF: '250',
  SAR: '966',
  THB: '66',
  TND: '216',
  TZS: '255',
  UGX: '256',
  VND: '84',
  ZAR: '27',
  ZMW: '260',
}

/**
 * The numbers in E.164 form that somebody may have meant: with + or 00 exactly one,
 * otherwise as dialled at home, in the country of `currency`. Empty when it cannot be a number.
 */
export function phoneNumbersMeant(text: string, currency: string): string[] {
  const dialled = text.replace(/[\s().\-/]/g, '')
  const international = /^(?:\+|00)([1-9]\d{6,14})$/.exec(dialled)
  if (international) return [`+${international[1]}`]
  if (!/^\d{6,14}$/.test(dialled)) return []
  const code = callingCodes[currency]
  const home = dialled.replace(/^0/, '')
  const meant = [code && `+${code}${home}`, code && dialled.startsWith(code) && `+${dialled}`]
  return meant.filter((number): number is string => !!number && /^\+[1-9]\d{6,14}$/.test(number))
}
