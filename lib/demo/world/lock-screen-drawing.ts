import type { Phone } from '#lib/demo/mdm/phone.ts'
import type { HomeScreen, LockScreen } from '#lib/demo/mdm/screen.ts'
import { clock } from './clock.ts'
import { type Html, html } from './html.ts'
import { qrSvg } from './qr.ts'

/** The middle of the lock screen: why, what is kept, and how to pay from another device. */
export function lockScreen(phone: Phone, screen: LockScreen | HomeScreen): Html {
  if (screen.kind === 'home') return html``
  const { message, pay } = screen
  return html`<p class="when">${clock(phone, 'time')} · ${clock(phone, 'date')}</p>
    <h2>${screen.title}</h2>
    <p class="kept">${screen.kept}</p>
    ${pay && qrSvg(pay.link)}
    ${pay && html`<p class="link"><span>${screen.scan}</span><b dir="ltr">${breakable(pay.shortLink)}</b></p>`}
    ${message && messageCard(message)}`
}

function messageCard({ title, body, link, code }: NonNullable<LockScreen['message']>): Html {
  return html`<div class="message"><b>${title}</b>
    ${code ? html`<p class="code" dir="ltr">${code}</p>` : html`<p>${body}</p>`}
    ${link && html`<p class="faint" dir="ltr">${link}</p>`}</div>`
}

/** An address breaks before its path, so that a code stays in one piece. */
function breakable(link: string): Html {
  const [host, ...path] = link.split('/')
  return html`${host}${path.length > 0 && html`<wbr>/${path.join('/')}`}`
}
