import { isPlaceholderAddress } from '#lib/domain/identity/placeholder-address.ts'
import { type ContractType, contractTypes } from '#lib/domain/loan/contract-type.ts'
import type { Column, Fault } from './columns.ts'
import {
  isRefused,
  optional,
  type Read,
  readAmount,
  readCurrency,
  readEmail,
  readIdentifier,
  readImei,
  readLanguage,
  readLoanNumber,
  readPhone,
  readText,
} from './read-field.ts'
import { readInstallments } from './read-installments.ts'
import { spreadsheetFault } from './spreadsheet-faults.ts'

/** What a row may name: the lenders of this installation and their lock providers. */
type KnownLender = {
  id: string
  locale: string
  country: string | null
  providers: ReadonlySet<string>
  paymentMethods: readonly string[]
}
export type KnownLenders = ReadonlyMap<string, KnownLender>

export type RowText = Readonly<Record<Column, string>>

/**
 * One row as the values of `import_rows`, in its column order, and what is wrong with it.
 * An address that stands for none is none, and given back. A value that was refused is null, so that the rest of the row still takes part in the checks across rows.
 */
export function readRow(
  row: RowText,
  line: number,
  lenders: KnownLenders,
): { values: (string | null)[]; faults: Fault[]; placeholder?: string } {
  const faults: Fault[] = []
  function take<T>(column: Column, read: Read<T>): T | null {
    const reason = spreadsheetFault(column, row[column]) ?? (isRefused(read) && read.reason)
    if (!reason) return read as T
    faults.push({ line, column, value: row[column], reason })
    return null
  }
  const lender = take('lender', readLender(row.lender, lenders))
  const currency = take('currency', readCurrency(row.currency, lender?.paymentMethods))
  // Without a currency no amount can be read; the currency is what is named then.
  const schedule = currency && take('installments', readInstallments(row.installments, currency))
  const paidMinor =
    currency && take('paid_elsewhere', readAmount(row.paid_elsewhere || '0', currency))
  const contractType = take('contract_type', optional(row.contract_type, readContractType))
  const airtimeMinor =
    currency &&
    take(
      'airtime_overdue',
      optional(row.airtime_overdue, (text) => readAirtime(text, currency, contractType)),
    )
  const imei = take('imei', readImei(row.imei))
  const phone = (text: string) => readPhone(text, lender?.country ?? null)
  const isPlaceholder = isPlaceholderAddress(row.email)
  const values = [
    lender?.id ?? null,
    take('loan_number', readLoanNumber(row.loan_number)),
    take('customer_number', readIdentifier(row.customer_number, 64)),
    take('borrower_name', readText(row.borrower_name)),
    isPlaceholder ? null : take('email', optional(row.email, readEmail)),
    take('phone', optional(row.phone, phone)),
    take('nominated_phone', optional(row.nominated_phone, phone)),
    take('language', optional(row.language, readLanguage)) ?? lender?.locale ?? null,
    currency,
    take('brand', readText(row.brand, 60)),
    take('model', readText(row.model, 100)),
    take(
      'nickname',
      optional(row.nickname, (text) => readText(text, 40)),
    ),
    imei,
    take(
      'imei2',
      optional(row.imei2, (text) => readSecondImei(text, imei)),
    ),
    take('provider', readProvider(row.provider, lender)),
    take('provider_device_id', readIdentifier(row.provider_device_id)),
    schedule ? `{${schedule.dueOn.join(',')}}` : null,
    schedule ? `{${schedule.amountsMinor.join(',')}}` : null,
    schedule ? String(schedule.totalMinor) : null,
    typeof paidMinor === 'bigint' ? String(paidMinor) : null,
    contractType,
    typeof airtimeMinor === 'bigint' ? String(airtimeMinor) : null,
  ]
  return {
    values: [String(line), String(faults.length > 0), ...values],
    faults,
    ...(isPlaceholder && { placeholder: row.email.toLowerCase() }),
  }
}

function readLender(slug: string, lenders: KnownLenders): Read<KnownLender> {
  if (slug === '') return { reason: 'is empty' }
  const known = lenders.get(slug)
  return (
    known ?? { reason: `is no lender here; known: ${[...lenders.keys()].join(', ') || 'none'}` }
  )
}

function readContractType(text: string): Read<ContractType> {
  const known = contractTypes.find((type) => type === text.toLowerCase())
  return known ?? { reason: `is no contract type; known: ${contractTypes.join(', ')}` }
}

// Nobody else has airtime: a row that names some says that it is a carrier's plan.
function readAirtime(
  text: string,
  currency: string,
  contractType: ContractType | null,
): Read<bigint> {
  const amountMinor = readAmount(text, currency)
  if (isRefused(amountMinor) || amountMinor === 0n || contractType === 'carrier_plan')
    return amountMinor
  return { reason: 'is for a loan whose contract_type is carrier_plan' }
}

function readSecondImei(text: string, first: string | null): Read<string> {
  const second = readImei(text)
  return second === first ? { reason: 'is the same as imei' } : second
}

function readProvider(provider: string, lender: KnownLender | null): Read<string> {
  const name = readText(provider, 60)
  if (isRefused(name) || !lender || lender.providers.has(name)) return name
  const known = [...lender.providers].join(', ') || 'none'
  return { reason: `this lender has no connection to that provider; known: ${known}` }
}
