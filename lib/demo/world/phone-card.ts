import { type Phone, phoneKey, showsLockScreen } from '#lib/demo/mdm/phone.ts'
import { type Html, html } from './html.ts'
import { phoneDrawing, phonePath } from './phone-drawing.ts'

export function phoneCard(phone: Phone, now: Temporal.Instant): Html {
  return html`<article class="card" id="phone-${phoneKey(phone)}" data-phone="${phoneKey(phone)}">
    ${phoneDrawing(phone, now)}
    <div class="foot" data-part="foot">
      <h2><a href="${phonePath(phone)}">${phone.brand} ${phone.model}</a></h2>
      <p class="soft">${phone.lenderName}${phone.imei && ` · IMEI ends ${phone.imei.slice(-4)}`}</p>
      <p class="chips">${stateChip(phone)}${phone.byHand ? html`<span class="chip off">No lock service</span>` : html`<span class="chip ${phone.online ? 'on' : 'off'}">${phone.online ? 'Online' : 'Offline'}</span>`}
        ${phone.pending.length > 0 && html`<span class="chip wait">Unlock waiting</span>`}</p>
      ${!phone.online && html`<p class="soft">Last heard from ${heardAt(phone)}</p>`}
      <div class="actions">
        ${phone.byHand ? inTheConsole(phone) : action(phone, { verb: 'online', value: phone.online ? 'false' : 'true', label: phone.online ? 'Go offline' : 'Go online' })}
        ${action(phone, { verb: 'lock', value: 'now', label: 'Lock now', disabled: phone.locked || phone.released })}
        ${!phone.byHand && action(phone, { verb: 'forget', value: 'yes', label: 'Forget' })}
      </div>
    </div>
  </article>`
}

/** What the lender's people do where no lock service does it. The portal only learns of it from them. */
function inTheConsole(phone: Phone): Html {
  const { locked, released } = phone
  return html`${action(phone, { verb: 'open', value: 'now', label: 'Open by hand', disabled: !locked })}
    ${action(phone, { verb: 'open', value: 'for good', label: 'Remove the lock', disabled: released })}`
}

function heardAt({ lastSeenAt, timeZone }: Phone): string {
  const format: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short', timeZone }
  return new Intl.DateTimeFormat('en-GB', format).format(Date.parse(lastSeenAt))
}

function stateChip(phone: Phone): Html {
  if (showsLockScreen(phone)) return html`<span class="chip locked">Locked</span>`
  return phone.released
    ? html`<span class="chip open">Lock removed</span>`
    : html`<span class="chip open">Open</span>`
}

function action(
  phone: Phone,
  button: { verb: string; value: string; label: string; disabled?: boolean },
): Html {
  return html`<form method="post" action="${phonePath(phone)}/${button.verb}">
    <button name="${button.verb}" value="${button.value}" ${button.disabled ? html`disabled` : ''}>${button.label}</button></form>`
}
