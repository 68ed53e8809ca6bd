import { createPool, pool } from '#lib/db/client.ts'
import { migrate } from '#lib/db/migrate.ts'
import { demoEnvironment } from '#lib/demo/environment.ts'
import { createDatabaseIfMissing, startPostgres } from '#lib/demo/postgres.ts'
import { guessingDay, mostChance } from './guesser.ts'
import { honestHour } from './honest.ts'

// npm run limits:honest, npm run limits:guesser: what the limits at the door do to each, in numbers.
const postgres = await startPostgres('.data/limits')
const name = `limits_${Date.now()}`
await createDatabaseIfMissing(postgres, name)
Object.assign(process.env, demoEnvironment({ url: () => postgres.url(name) }))
const made = createPool(postgres.url(name), 2)
await migrate(made)
await made.end()
try {
  process.exitCode = process.argv[2] === 'guesser' ? await guesser() : await honest()
} finally {
  await pool().end()
  await postgres.stop()
}

async function honest(): Promise<number> {
  const found = await honestHour(500)
  console.log(`${found.people} people behind one address, within one hour:
  asked for ${found.codesAskedFor} codes, mistyped ${found.mistypedNames} names and ${found.mistypedCodes} codes
  came in: ${found.cameIn}, ${found.longCodes} of them with a code of nine digits
  gave up: ${found.wentAway}
  were refused: ${found.refused}`)
  return found.refused === 0 ? 0 : 1
}

async function guesser(): Promise<number> {
  const { codesMade, shortGuesses, longGuesses, appGuesses, chance } = await guessingDay()
  const said = (one: number) => one.toExponential(1)
  console.log(`One account, the worst day, any number of addresses, every name of the account:
  codes: ${codesMade} made, ${shortGuesses} guesses at six digits, ${longGuesses} at nine: ${said(chance.codes)}
  printed recovery codes of 60 bits, guessed without a pause: ${said(chance.recoveryCodes)}
  links of 256 bits, guessed without a pause: ${said(chance.links)}
  staff, with the password known: ${appGuesses} guesses at the app's code: ${said(chance.staff)}
  in all ${said(chance.all)}, at most ${said(mostChance)}`)
  return chance.all < mostChance ? 0 : 1
}
