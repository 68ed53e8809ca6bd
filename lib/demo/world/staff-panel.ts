import { demoPassword, demoStaff, demoTotpSecret } from '#lib/demo/book/staff.ts'
import { totpCode, totpStep } from '#lib/staff/totp.ts'
import { type Html, html } from './html.ts'
import { type Link, layout, masthead } from './layout.ts'

/** Who works at a lender, with the code that their authenticator shows now; everybody's when no lender is named. */
export function staffPanel(lenderSlug: string, now: Temporal.Instant): Html {
  const people = demoStaff.filter((one) => !lenderSlug || one.lenderSlug === lenderSlug)
  return html`<div data-part="staff"><p class="soft">Sign in at <code>/desk</code> of a lender’s portal. Everybody’s password: <code>${demoPassword}</code></p>
    <ul class="staff">${people.map((person) => staffLine(person, now))}</ul>
    <p class="soft">A code works once; the next comes every half minute.</p></div>`
}

function staffLine(
  { name, role, lenderSlug, email }: (typeof demoStaff)[number],
  now: Temporal.Instant,
) {
  const code = totpCode(demoTotpSecret(email), totpStep(now))
  return html`<li><span>${name}<small class="soft">${role} at ${lenderSlug}</small><code>${email}</code></span>
    <output aria-label="Code of ${name}">${code.slice(0, 3)} ${code.slice(3)}</output></li>`
}

export function staffPage(view: { links: Link[]; lender: string; now: Temporal.Instant }): Html {
  return layout({
    title: 'Staff',
    body: html`${masthead(view.links)}<main class="single"><section class="panel"><h2>Staff of the lenders</h2>
      ${staffPanel(view.lender, view.now)}</section></main>`,
  })
}
