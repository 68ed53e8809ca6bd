import type { Check } from './checks.ts'
import type { Stack } from './stack.ts'
import type { Kill } from './trouble.ts'

type Happened = { stack: Stack; plan: Kill[]; settledMs: number }

/** Prints what happened and what held. True when everything did. */
export function report(checks: Check[], { stack, plan, settledMs }: Happened): boolean {
  const { stripe, heard } = stack.outside
  const paid = stripe.objects.intents.all().filter(({ status }) => status === 'succeeded')
  const killed = Object.entries(Object.groupBy(plan, ({ target }) => target))
    .map(([target, kills = []]) => `${kills.length} × ${target}`)
    .join(', ')
  line('killed', killed)
  line('loans, paid at Stripe', `${stack.borrowers.length}, ${paid.length}`)
  line(
    'unlocks sent, different ones',
    `${heard.length}, ${new Set(heard.map(({ commandId }) => commandId)).size}`,
  )
  line('settled after', `${(settledMs / 1000).toFixed(0)} s`)
  console.log('')
  for (const { promise, broken } of checks) {
    line(promise, broken.length === 0 ? 'holds' : `BROKEN ${broken.length} times`)
    for (const one of broken.slice(0, 5)) console.log(`    ${one}`)
  }
  const failed = checks.filter(({ broken }) => broken.length > 0).length
  console.log(`\n${checks.length - failed} passed, ${failed} failed`)
  return failed === 0
}

function line(name: string, figure: string): void {
  console.log(`${name.padEnd(86)} ${figure}`)
}
