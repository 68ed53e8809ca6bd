import { readArguments, runCommand } from '#lib/db/start/run-command.ts'
import { transaction } from '#lib/db/transaction.ts'
import { addLender, type LenderWish, newLenderSchema } from './add-lender.ts'

const usage = `Usage: npm run lender -- add --slug SLUG --host HOST --name NAME \\
         --currency CODE --country CODE --time-zone ZONE --locale en|es|ar \\
         --help-email ADDRESS [--help-phone NUMBER] [--help-hours TEXT]

Makes a lender with settings to begin with. Everything else is set in its desk, https://HOST/desk/settings.
  npm run lender -- add --slug serendib --host pay.serendib.example --name "Serendib Mobile" \\
    --currency LKR --country LK --time-zone Asia/Colombo --locale en \\
    --help-email help@serendib.example`

const options = [
  'slug',
  'host',
  'name',
  'currency',
  'country',
  'time-zone',
  'locale',
  'help-phone',
  'help-email',
  'help-hours',
]

await runCommand({ usage, uses: [], sentence: (reason) => `Nothing was made: ${reason}` }, () =>
  main(process.argv.slice(2)),
)

async function main(args: string[]): Promise<number> {
  const asked = readAsked(args)
  if ('fault' in asked) {
    console.error(asked.fault)
    return 2
  }
  const wish = newLenderSchema.safeParse(asked.values)
  if (wish.success) return add(wish.data)
  for (const { path, message } of wish.error.issues) console.error(fault(path.join('.'), message))
  return 1
}

type Arguments = Record<string, string | undefined>

function readAsked(args: string[]): { values: Arguments } | { fault: string } {
  const read = readArguments({
    args,
    allowPositionals: true,
    options: Object.fromEntries(options.map((name) => [name, { type: 'string' as const }])),
  })
  if ('fault' in read) return { fault: `${read.fault}\n${usage}` }
  if (read.positionals.length !== 1 || read.positionals[0] !== 'add') return { fault: usage }
  const named = Object.entries(read.values).map(([name, text]) => [fieldOf(name), text])
  return { values: Object.fromEntries(named) as Arguments }
}

function fieldOf(option: string): string {
  return option.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function optionOf(field: string): string {
  return `--${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}

function fault(field: string, message: string): string {
  return `${optionOf(field)}: ${message}`
}

async function add(wish: LenderWish): Promise<number> {
  const added = await transaction((tx) => addLender(tx, wish))
  if ('lenderId' in added) {
    const { helpEmail } = added.settings
    const hidden = wish.helpPhone
      ? 'Nobody has checked its telephone number yet'
      : 'It has no telephone number yet'
    console.log(`${wish.name} is there, at ${wish.host}.
${hidden}, so borrowers see only ${helpEmail}.
Next: an admin for its desk, then /desk/settings (contacts first), its lock provider, and its loans.`)
    return 0
  }
  if (added.refusal === 'taken') {
    for (const field of added.fields) console.error(fault(field, 'another lender has it already'))
    return 1
  }
  for (const field of added.fields) console.error(fault(field, 'cannot be used'))
  return 1
}
