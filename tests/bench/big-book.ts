import { checkDigit } from '#lib/domain/identity/imei.ts'

type BigBook = {
  lender: string
  loans: number
  installments: number
  paidInstallments: number
}

const phones = ['Xiaomi,Redmi 13C', 'Samsung,Galaxy A15', 'Tecno,Spark 20', 'Infinix,Hot 40i']

/** The rows of a large loan book in LKR, a line at a time, the same at every call. */
export function* bigBook({ lender, loans, installments, paidInstallments }: BigBook) {
  for (let serial = 1; serial <= loans; serial += 1) {
    const number = String(serial).padStart(8, '0')
    const amount = `${5_000 + (serial % 7_000)}.50`
    const paid = ((5_000.5 + (serial % 7_000)) * paidInstallments).toFixed(2)
    const schedule = Array.from(
      { length: installments },
      (_, index) => `${monthAfter(serial % 12, index)}-${day(serial)}:${amount}`,
    )
    yield `${lender},L${number},C${number},Nimali Perera ${serial},borrower${serial}@mail.example,+9477${number.slice(1)},,en,LKR,${
      phones[serial % phones.length]
    },,${imei(serial)},,http,dev-${number},${schedule.join('|')},${paid}\n`
  }
}

function imei(serial: number): string {
  const first14 = `35${String(serial).padStart(12, '0')}`
  return first14 + checkDigit(first14)
}

function monthAfter(start: number, index: number): string {
  const month = start + index
  return `${2026 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`
}

function day(serial: number): string {
  return String((serial % 28) + 1).padStart(2, '0')
}
