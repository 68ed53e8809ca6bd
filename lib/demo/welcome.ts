import { database } from '#lib/db/client.ts'
import { signInAs } from './book/book.ts'
import { demoPassword, demoStaff } from './book/staff.ts'
import { ports } from './environment.ts'

export async function welcome(): Promise<string> {
  const lenders = await database()
    .selectFrom('lenders')
    .select(['name', 'host'])
    .orderBy('id')
    .execute()
  const portals = lenders.map(
    ({ name, host }) => `  ${name.padEnd(18)} http://${host}:${ports.web}`,
  )
  const people = signInAs.map(
    ({ host, loanNumber, email, story }) =>
      `  ${host.padEnd(20)} ${loanNumber.padEnd(12)} ${(email ?? '').padEnd(30)} ${story}`,
  )
  return [
    '',
    'Keyturn is up.',
    '',
    'Portals',
    ...portals,
    `  all                http://localhost:${ports.web}`,
    '',
    `The outside world    http://localhost:${ports.world}   phones, mailbox, switches`,
    '',
    'Sign in as           (the codes arrive in the mailbox)',
    ...people,
    '',
    `Desk                 /desk of each portal, password ${demoPassword}; the codes are on the world page`,
    ...demoStaff
      .filter(({ lenderSlug }) => lenderSlug === 'serendib')
      .map(({ role, email }) => `  ${role.padEnd(20)} ${email}`),
    '',
    'Pay with             4242 4242 4242 4242, any date to come, any CVC',
    '',
    'Ctrl-C stops everything. The data stays; `npm run demo -- --fresh` starts over.',
  ].join('\n')
}
