import { expect, test } from 'vitest'
import { givenLoans, row } from './given-loans.ts'
import { type BookRow, imeiOf, toCsv } from './loan-book.ts'

const { faultsOf } = await givenLoans()

const wrongImei = `${imeiOf(1).slice(0, 14)}${(Number(imeiOf(1).at(-1)) + 1) % 10}`

test.for<[values: BookRow, fault: string]>([
  [{ lender: 'nobody' }, 'lender: "nobody": is no lender here; known: hoshi, serendib'],
  [{ loan_number: '' }, 'loan_number: is empty'],
  [
    { loan_number: 'L'.repeat(65) },
    `loan_number: "${'L'.repeat(59)}…": is longer than 64 characters`,
  ],
  [{ customer_number: '  ' }, 'customer_number: is empty'],
  [
    { borrower_name: 'Nim\0ali' },
    'borrower_name: "Nim ali": has a line break or another control character',
  ],
  [
    { email: 'nimali@mail' },
    'email: "nimali@mail": is not an e-mail address that can receive mail',
  ],
  [
    { phone: '077123' },
    'phone: "077123": is not a telephone number: write it with + and the country code, or as it is dialled in LK',
  ],
  [
    { nominated_phone: '+94000000000' },
    'nominated_phone: "+94000000000": is not a telephone number: write it with + and the country code, or as it is dialled in LK',
  ],
  [{ loan_number: '/' }, 'loan_number: "/": has neither a letter nor a digit'],
  [
    { customer_number: 'C-\u200b1' },
    'customer_number: "C-\u200b1": has a character that cannot be seen',
  ],
  [
    { loan_number: 'l 900' },
    'loan_number: "l 900": the books know this number as "L-900": write it so, or give another loan another number',
  ],
  [{ language: 'si' }, 'language: "si": must be one of en, es, ar'],
  [{ currency: 'Rs.' }, 'currency: "Rs.": is not an ISO 4217 currency, as LKR or MXN'],
  [
    { currency: 'GHS' },
    'currency: "GHS": is not taken by the payment provider, so nobody could pay it',
  ],
  [{ brand: '' }, 'brand: is empty'],
  [{ model: '' }, 'model: is empty'],
  [{ imei: '' }, 'imei: an IMEI has 15 digits'],
  [
    { imei: '000000000000000' },
    'imei: "000000000000000": stands where nothing is known, and many would be the same',
  ],
  [
    { imei: '111111111111119' },
    'imei: "111111111111119": is the IMEI of no phone: tests and empty fields are filled with it',
  ],
  [{ imei: wrongImei }, `imei: "${wrongImei}": the check digit does not fit`],
  [{ imei2: wrongImei }, `imei2: "${wrongImei}": the check digit does not fit`],
  [{ imei2: imeiOf(1) }, `imei2: "${imeiOf(1)}": is the same as imei`],
  [
    { provider: 'knox' },
    'provider: "knox": this lender has no connection to that provider; known: http',
  ],
  [{ provider_device_id: '' }, 'provider_device_id: is empty'],
  [{ installments: '' }, 'installments: is empty'],
  [
    { installments: '2026-10-01 9225.00' },
    'installments: "2026-10-01 9225.00": installment 1: must be written as date:amount, as 2026-10-01:9225.00',
  ],
  [
    { installments: '2026-01-31:1|2026-02-29:1' },
    'installments: "2026-01-31:1|2026-02-29:1": installment 2: "2026-02-29" is not a date of this century, as 2026-10-01',
  ],
  [
    { installments: '2026-02-01:1|2026-01-01:1' },
    'installments: "2026-02-01:1|2026-01-01:1": installment 2: 2026-01-01 is before 2026-02-01: the oldest comes first',
  ],
  [
    { installments: '2026-01-01:9,225.00' },
    'installments: "2026-01-01:9,225.00": installment 1: "9,225.00" is not an amount in LKR, as 9225.00',
  ],
  [
    { installments: '2026-01-01:0' },
    'installments: "2026-01-01:0": installment 1: the amount is zero',
  ],
  [
    { installments: '2026-01-01:5.5', currency: 'JPY' },
    'installments: "2026-01-01:5.5": installment 1: "5.5" is not an amount in JPY, as 9225',
  ],
  [
    { installments: '2026-01-01:99999999999999' },
    'installments: "2026-01-01:99999999999999": installment 1: "99999999999999" is too large',
  ],
  [{ paid_elsewhere: '-5' }, 'paid_elsewhere: "-5": is not an amount in LKR, as 9225.00'],
  [{ paid_elsewhere: '1.234' }, 'paid_elsewhere: "1.234": is not an amount in LKR, as 9225.00'],
  [
    { loan_number: 'L-900', imei: imeiOf(900), provider_device_id: 'dev-900', currency: 'USD' },
    'currency: "USD": this loan is booked in LKR and stays so',
  ],
  [{ imei: imeiOf(900) }, `imei: "${imeiOf(900)}": this phone belongs to loan L-900`],
  [{ imei2: imeiOf(990) }, `imei2: "${imeiOf(990)}": this phone belongs to loan L-901`],
  [
    { provider_device_id: 'dev-900' },
    'provider_device_id: "dev-900": this device belongs to loan L-900',
  ],
])('a bad field is named with line, column and reason: %j', async ([values, fault]) => {
  // A quoted line break in the row before: lines are those of the file, not rows.
  const csv = toCsv([row(2), row(1, values)]).replace('Xiaomi', '"Xiaomi"')
  expect(await faultsOf(csv)).toEqual([`line 3, column ${fault}`])
})
