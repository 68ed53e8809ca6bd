import { isRefused, largestMinor, type Read, type Refused, readAmount } from './read-field.ts'

export type Installments = { dueOn: string[]; amountsMinor: bigint[]; totalMinor: bigint }

const most = 600

/** Reads `2026-10-01:9225.00|2026-11-01:9225.00`, oldest first. */
export function readInstallments(text: string, currency: string): Read<Installments> {
  if (text === '') return { reason: 'is empty' }
  const parts = text.split('|')
  if (parts.length > most) return { reason: `has more than ${most} installments` }
  const read: Installments = { dueOn: [], amountsMinor: [], totalMinor: 0n }
  for (const [index, part] of parts.entries()) {
    const refused = addInstallment(read, part.trim(), currency)
    if (refused) return { reason: `installment ${index + 1}: ${refused.reason}` }
  }
  return read.totalMinor > largestMinor ? { reason: 'the total is too large' } : read
}

function addInstallment(read: Installments, part: string, currency: string): Refused | undefined {
  const [dueOn = '', amount, ...more] = part.split(':')
  if (amount === undefined || more.length > 0)
    return { reason: 'must be written as date:amount, as 2026-10-01:9225.00' }
  if (!isDate(dueOn)) return { reason: `"${dueOn}" is not a date of this century, as 2026-10-01` }
  const last = read.dueOn.at(-1)
  if (last !== undefined && dueOn < last)
    return { reason: `${dueOn} is before ${last}: the oldest comes first` }
  const amountMinor = readAmount(amount, currency)
  if (isRefused(amountMinor)) return { reason: `"${amount}" ${amountMinor.reason}` }
  if (amountMinor === 0n) return { reason: 'the amount is zero' }
  read.dueOn.push(dueOn)
  read.amountsMinor.push(amountMinor)
  read.totalMinor += amountMinor
  return undefined
}

/** True for a calendar date of this century written YYYY-MM-DD. */
function isDate(text: string): boolean {
  const match = /^(20\d\d)-(\d\d)-(\d\d)$/.exec(text)
  if (!match) return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
