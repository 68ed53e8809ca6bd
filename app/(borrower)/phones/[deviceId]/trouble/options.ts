import type { Option } from './option.ts'
import { payOption } from './pay-option.ts'
import { planOption } from './plan-option.ts'
import { promiseOption } from './promise-option.ts'
import { returnOption } from './return-option.ts'
import type { Trouble } from './trouble.ts'

/** What this lender offers, and what can be done with it today. Ways it does not offer are not there. */
export function optionsOf(trouble: Trouble): Promise<Option[]> {
  const { promise, plan, return: handBack } = trouble.lender.policy
  const ways = [
    payOption,
    ...(promise.offered ? [promiseOption] : []),
    ...(plan.offered ? [planOption] : []),
    ...(handBack.offered && !trouble.isBack ? [returnOption] : []),
  ]
  return Promise.all(ways.map((way) => way(trouble)))
}
