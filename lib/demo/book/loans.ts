import { checkDigit } from '#lib/domain/identity/imei.ts'
import { parseDecimal } from '#lib/domain/money/money.ts'
import { hoshiLoans } from './hoshi-loans.ts'
import { type DemoLender, demoLender } from './lenders.ts'
import { norteLoans } from './norte-loans.ts'
import type { Person, Persona } from './persona.ts'
import { serendibLoans } from './serendib-loans.ts'

export type DemoLoan = Persona & {
  lender: DemoLender
  person: Person
  customerNumber: string
  imei: string
  imei2: string | undefined
  deviceId: string
}

const stories = [
  { slug: 'serendib', loans: serendibLoans },
  { slug: 'norte', loans: norteLoans },
  { slug: 'hoshi', loans: hoshiLoans },
] as const

export const demoLoans: readonly DemoLoan[] = stories.flatMap(({ slug, loans }) =>
  loans.map((persona) => {
    const owner = ownerOf(persona, loans)
    return {
      ...persona,
      lender: demoLender(slug),
      person: owner.who,
      customerNumber: `C-${owner.loan.slice(3)}`,
      imei: imeiOf(persona.loan, 0),
      imei2: persona.twoSims && imeiOf(persona.loan, 1),
      deviceId: `${persona.manual ? 'desk' : 'kt'}-${persona.loan.toLowerCase()}`,
    }
  }),
)

function ownerOf(persona: Persona, loans: readonly Persona[]): { loan: string; who: Person } {
  const { who, loan } = persona
  if (!('sameAs' in who)) return { loan, who }
  const other = loans.find((one) => one.loan === who.sameAs)
  if (!other) throw new Error(`${loan} names the borrower of ${who.sameAs}, which is not there`)
  return ownerOf(other, loans)
}

function imeiOf(loan: string, slot: 0 | 1): string {
  const first14 = `354400${slot}${loan.replace(/\D/g, '').padStart(7, '0')}`
  return first14 + checkDigit(first14)
}

export type Due = { dueOn: Temporal.PlainDate; amount: string }

/** The installments of a story told on `today`, a date in the lender's zone. */
export function scheduleOf({ plan, fellDue, daysAgo }: Persona, today: Temporal.PlainDate): Due[] {
  const [count = '', amount = ''] = plan.split(' x ')
  const lastFellDue = today.subtract({ days: daysAgo })
  return Array.from({ length: Number(count) }, (_, index) => ({
    dueOn: lastFellDue.add({ months: index + 1 - fellDue }),
    amount,
  }))
}

export function paidMinorOf({ plan, paid, plus, lender }: DemoLoan): bigint {
  const [, amount = ''] = plan.split(' x ')
  const minor = (text: string) => parseDecimal(text, lender.currency) ?? 0n
  return minor(amount) * BigInt(paid) + minor(plus ?? '0')
}
