import { wordsOf } from '#lib/demo/mdm/lock-screen-words.ts'
import { type Phone, phoneKey } from '#lib/demo/mdm/phone.ts'
import { screenOf } from '#lib/demo/mdm/screen.ts'
import { clock } from './clock.ts'
import { glyph } from './glyphs.ts'
import { homeScreen } from './home-screen.ts'
import { type Html, html } from './html.ts'
import { lockScreen } from './lock-screen-drawing.ts'

export function phonePath({ lenderSlug, id }: Phone): string {
  return `/phones/${lenderSlug}/${encodeURIComponent(id)}`
}

/** The phone drawn as a phone. Both screens are always there: the change between them is a transition. */
export function phoneDrawing(phone: Phone, now: Temporal.Instant): Html {
  const screen = screenOf(phone, now)
  const locked = screen.kind === 'lock'
  const direction = phone.locale === 'ar' ? 'rtl' : 'ltr'
  return html`<div class="phone" data-screen="${screen.kind}" lang="${phone.locale}" dir="${direction}"
    style="--accent:${phone.accentColor};--hue:${hueOf(phoneKey(phone))}">
    <div class="glass"><div class="pane">
      <div class="statusbar" data-part="status" dir="ltr">${clock(phone, 'time')}<i class="lens"></i>
        <span>${glyph(phone.online ? 'wifi' : 'offline')}<i class="battery"></i></span></div>
      <div class="layer home" ${locked ? inert : ''}><div data-part="home">${homeScreen(phone, screen)}</div></div>
      <div class="layer lock" ${locked ? '' : inert}>
        <div class="lock-main" data-part="lock">${lockScreen(phone, screen)}</div>
        ${keypad(phone, now)}
        <div class="bar" data-part="bar"><a href="tel:112">${wordsOf(phone).emergency}</a>
          <a href="tel:${phone.helpPhone.replace(/\s/g, '')}" title="${phone.helpPhone}">${wordsOf(phone).call(phone.lenderName)}</a></div>
      </div>
    </div></div>
  </div>`
}

const inert = html`inert`

// Somebody who typed a code a moment ago sees what became of it.
const answerShownMs = 120_000

function keypad(phone: Phone, now: Temporal.Instant): Html {
  const words = wordsOf(phone)
  const said = phone.keypadSaid ? words.keypad[phone.keypadSaid] : ''
  const typedMs = phone.keypadAt ? now.epochMilliseconds - Date.parse(phone.keypadAt) : Infinity
  return html`<details class="keypad" ${typedMs < answerShownMs ? html`open` : ''}><summary>${words.offline}</summary>
    <form class="pad" method="post" action="${phonePath(phone)}/code">
      <p class="passkey" data-part="passkey">${words.passkey} <b dir="ltr">${phone.passkey.slice(0, 3)} ${phone.passkey.slice(3)}</b></p>
      <input name="code" inputmode="numeric" autocomplete="off" maxlength="12" dir="ltr"
        placeholder="····  ····" aria-label="${words.typeHere}" required>
      <p class="said" data-part="said" role="status">${said}</p>
      <div class="keys" dir="ltr">${[...'123456789⌫0'].map((key) => html`<button type="button" class="key" data-key="${key}">${key}</button>`)}<button class="key go" aria-label="${words.open}">✓</button></div>
    </form></details>`
}

function hueOf(key: string): number {
  let hue = 7
  for (const sign of key) hue = (hue * 31 + sign.charCodeAt(0)) % 360
  // Neighbouring ids get colours that are far apart.
  return (hue * 137) % 360
}
