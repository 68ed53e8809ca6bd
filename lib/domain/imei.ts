/** The 15 digits of an IMEI typed with any spaces or dashes; undefined unless the check digit fits (3GPP TS 23.003, Luhn). */
export function parseImei(text: string): string | undefined {
  const digits = text.replace(/[\s/-]/g, '')
  return /^\d{15}$/.test(digits) && luhnSum(digits) % 10 === 0 ? digits : undefined
}

/** The check digit that makes 14 digits an IMEI. */
export function checkDigit(first14: string): string {
  return String((10 - (luhnSum(`${first14}0`) % 10)) % 10)
}

/** The only part of an IMEI that is shown: its last four digits. */
export function imeiTail(imei: string): string {
  return imei.slice(-4)
}

function luhnSum(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}
