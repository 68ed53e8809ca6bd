// What is typed where a form insists on an address, in the languages of our lenders.
const nobodys = new Set(
  (
    'none nil null nobody noone noemail nomail noaddress nomailid nothing notavailable notprovided notapplicable unknown ' +
    'noreply donotreply dontreply noresponder sinemail sinmail sincorreo nocorreo notiene notienecorreo ninguno ' +
    'sindatos placeholder dummy fake'
  ).split(' '),
)
const shortNames = new Set(['no', 'na', 'nn', 'sn'])
const trials = new Set([
  'test',
  'tester',
  'testing',
  'prueba',
  'example',
  'sample',
  'demo',
  'email',
  'mail',
  'correo',
])

/**
 * Whether an address stands where none is known, and reaches nobody or whoever happens to own it: `none@…`, `noreply@…`,
 * `anything@noemail.com`, `test@test.com`, `x@x.x`, and the names that RFC 2606 keeps for examples.
 */
export function isPlaceholderAddress(text: string): boolean {
  const [name = '', domain = '', ...more] = text.toLowerCase().split('@')
  if (name === '' || domain === '' || more.length > 0) return false
  const [bare, host] = [lettersOf(name), lettersOf(domain.split('.')[0] ?? '')]
  if (nobodys.has(bare) || nobodys.has(host) || shortNames.has(bare)) return true
  if (trials.has(bare) && (trials.has(host) || bare === host)) return true
  if (/^(.)\1*$/.test(name) && [...host].every((sign) => sign === name[0])) return true
  return /(?:^|\.)(?:example\.(?:com|net|org)|invalid)$/.test(domain)
}

// no-email, no_email, n.a and n/a are written one way.
function lettersOf(text: string): string {
  return text.replace(/[._\-/+]/g, '')
}
