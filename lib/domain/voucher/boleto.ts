// A boleto's typed line has 47 digits: three fields, each with a check digit, the check digit of the bars, and when it is due
// with its amount. The bars hold 44: the same without the fields' check digits, in another order (FEBRABAN).

/** Whether somebody typed, or sent, a whole line: every check digit is right. */
export function isBoletoLine(line: string): boolean {
  if (!/^\d{47}$/.test(line)) return false
  const fields = [line.slice(0, 10), line.slice(10, 21), line.slice(21, 32)]
  return (
    fields.every((field) => mod10(field.slice(0, -1)) === Number(field.at(-1))) &&
    barcodeCheck(toBoletoBarcode(line)) === Number(line[32])
  )
}

/** The digits of its bars. */
export function toBoletoBarcode(line: string): string {
  return [
    line.slice(0, 4),
    line.slice(32, 47),
    line.slice(4, 9),
    line.slice(10, 20),
    line.slice(21, 31),
  ].join('')
}

/** The line to type for bars without their check digit. `bank`: with the sign of its currency; `dueAndAmount`: 14; `free`: 25. */
export function toBoletoLine(
  bank: string,
  { dueAndAmount, free }: { dueAndAmount: string; free: string },
): string {
  const field = (digits: string) => `${digits}${mod10(digits)}`
  const check = barcodeCheck(`${bank}0${dueAndAmount}${free}`)
  const fields = [`${bank}${free.slice(0, 5)}`, free.slice(5, 15), free.slice(15, 25)]
  return `${fields.map(field).join('')}${check}${dueAndAmount}`
}

function mod10(digits: string): number {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const weighed = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + Math.floor(weighed / 10) + (weighed % 10)
  }, 0)
  return (10 - (sum % 10)) % 10
}

// Of all but the fifth digit, which it is.
function barcodeCheck(barcode: string): number {
  const digits = `${barcode.slice(0, 4)}${barcode.slice(5)}`
  const sum = [...digits]
    .toReversed()
    .reduce((total, digit, index) => total + Number(digit) * (2 + (index % 8)), 0)
  const check = 11 - (sum % 11)
  return check > 9 ? 1 : check
}
