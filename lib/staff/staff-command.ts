import { readArguments, runCommand } from '#lib/db/start/run-command.ts'
import { transaction } from '#lib/db/transaction.ts'
import { isMailAddress } from '#lib/domain/identity/email.ts'
import type { Language } from '#lib/domain/languages.ts'
import { isStaffRole, staffRoles } from '#lib/domain/roles.ts'
import { changeRole, disableStaff } from './change-staff.ts'
import { invitationHours, invitationLink, inviteStaff, resetStaff } from './invite-staff.ts'

const usage = `Usage: npm run staff -- COMMAND --lender SLUG --email ADDRESS [--name "NAME"] [--role ROLE]

  add      makes an account and prints a link, good for ${invitationHours} hours and once
  reset    prints a new link: password and authenticator are set up anew, every session ends;
           a disabled account is open again
  role     gives another role
  disable  ends the account and its sessions
Roles: ${staffRoles.join(', ')}. \`add\` needs --name and --role, \`role\` needs --role.`

const needed: Readonly<Record<string, readonly Name[]>> = {
  add: ['lender', 'email', 'name', 'role'],
  reset: ['lender', 'email'],
  role: ['lender', 'email', 'role'],
  disable: ['lender', 'email'],
}

type Name = 'lender' | 'email' | 'name' | 'role'

class Refused extends Error {
  readonly code: number = 1
}

/** What was written cannot be read as one of the commands. */
class Unread extends Refused {
  override readonly code = 2
}

await runCommand({ usage, uses: ['DATA_KEY', 'PORTAL_URL'] }, main)

async function main(): Promise<number> {
  try {
    console.log(await run())
    return 0
  } catch (cause) {
    if (!(cause instanceof Refused)) throw cause
    console.error(cause.message)
    return cause.code
  }
}

async function run(): Promise<string> {
  const option = { type: 'string' } as const
  const read = readArguments({
    options: { lender: option, email: option, name: option, role: option },
    allowPositionals: true,
  })
  if ('fault' in read) throw new Unread(`${read.fault}\n${usage}`)
  const { values, positionals } = read
  const fault = faultIn(values, positionals)
  if (fault !== undefined) throw new Unread(fault ? `${fault}\n${usage}` : usage)
  const [command = ''] = positionals
  const email = values.email?.toLowerCase() ?? ''
  const { lender: slug = '', name, role } = values
  const wish = { command, slug, email, name, role }
  return transaction(async (tx) => {
    const lender = await tx
      .selectFrom('lenders')
      .select(['id', 'name', 'host', 'locale'])
      .where('slug', '=', wish.slug)
      .executeTakeFirst()
    if (!lender) throw new Refused(`There is no lender "${wish.slug}".`)
    const account = await tx
      .selectFrom('staff')
      .select('id')
      .where('lenderId', '=', lender.id)
      .where('email', '=', email)
      .executeTakeFirst()
    return carryOut(tx, { ...wish, lender, staffId: account?.id })
  })
}

/** Why it cannot be read as one of the commands, first things first; empty: nothing was written. */
function faultIn(
  values: Readonly<Partial<Record<Name, string>>>,
  [command, ...more]: readonly string[],
): string | undefined {
  if (command === undefined) return ''
  const needs = Object.hasOwn(needed, command) ? needed[command] : undefined
  if (!needs) return `There is no command "${command}".`
  if (more.length > 0) return `One command at a time: what is "${more.join(' ')}"?`
  const given = Object.keys(values) as Name[]
  const [idle] = given.filter((name) => !needs.includes(name))
  if (idle) return `--${idle}: \`${command}\` takes none.`
  const [missing] = needs.filter((name) => !values[name]?.trim())
  if (missing) return `--${missing} is missing.`
  if (!values.email?.includes('@')) return `--email: "${values.email}" is no address.`
  if (values.role !== undefined && !isStaffRole(values.role))
    return `--role: "${values.role}" is none of ${staffRoles.join(', ')}.`
  return undefined
}

type Wish = {
  command: string
  email: string
  name: string | undefined
  role: string | undefined
  lender: { id: string; name: string; host: string; locale: Language }
  staffId: string | undefined
}

async function carryOut(tx: Parameters<typeof inviteStaff>[0], wish: Wish): Promise<string> {
  const { command, email, name, role, lender, staffId } = wish
  const by = { lenderId: lender.id, actor: 'keyturn', now: Temporal.Now.instant() }
  if (command === 'add') {
    if (!name || !isStaffRole(role)) throw new Unread(usage)
    if (!isMailAddress(email)) throw new Refused(`${email} cannot receive mail.`)
    const made = await inviteStaff(tx, { ...by, email, name, role, locale: lender.locale })
    if ('refusal' in made) throw new Refused(`${email} has an account at ${lender.name} already.`)
    return invitationText(email, invitationLink(lender.host, made))
  }
  if (!staffId) throw new Refused(`Nobody at ${lender.name} has the address ${email}.`)
  if (command === 'reset') {
    const made = await resetStaff(tx, { ...by, staffId })
    if ('refusal' in made) throw new Refused(made.refusal)
    const opened = made.wasDisabled
      ? `The account of ${email} was disabled; it is open again.\n`
      : ''
    return opened + invitationText(email, invitationLink(lender.host, made))
  }
  if (command === 'disable') return said(await disableStaff(tx, { ...by, staffId }), email)
  if (command !== 'role' || !isStaffRole(role)) throw new Unread(usage)
  return said(await changeRole(tx, { ...by, staffId, role }), email)
}

function said({ refusal }: { refusal: string | undefined }, email: string): string {
  if (refusal === 'last_admin')
    throw new Refused(`${email} is the only admin: somebody must be left who can invite others.`)
  if (refusal)
    throw new Refused(
      `The account of ${email} is disabled. \`reset\` opens it again, with a new link.`,
    )
  return `Done: ${email}.`
}

function invitationText(email: string, link: string): string {
  return `For ${email}, once, within ${invitationHours} hours:\n${link}`
}
