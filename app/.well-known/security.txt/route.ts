import { currentLender } from '#app/current-lender.ts'
import { languages } from '#lib/domain/languages.ts'
import { env } from '#lib/env.ts'
import { portalUrl } from '#lib/http/portal-url.ts'

const validDays = 180

/** Where to report a weakness (RFC 9116): to whoever runs this installation, else to the people of this lender. */
export async function GET(): Promise<Response> {
  const lender = await currentLender()
  const contact = env().SECURITY_CONTACT ?? (lender && `${portalUrl(lender.host)}/help`)
  if (!contact) return new Response('not found', { status: 404 })
  const expiresAt = Temporal.Now.instant().add({ hours: 24 * validDays })
  const lines = [
    `Contact: ${contact}`,
    `Expires: ${expiresAt.round('second')}`,
    `Preferred-Languages: ${languages.join(', ')}`,
  ]
  return new Response(`${lines.join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })
}
