import type { Task, TaskList } from 'graphile-worker'
import type { JobName, Jobs } from '#lib/db/jobs.ts'
import { log, withCorrelation } from '#lib/log.ts'
import checkPayment from '#lib/workflows/checkout/check-payment.ts'
import followElsewhere from '#lib/workflows/money/follow-elsewhere.ts'
import readPhones from '#lib/workflows/readings/read-phones.ts'
import refundPayment from '#lib/workflows/refunds/refund-payment.ts'
import checkUnlock from '#lib/workflows/unlocks/check-unlock.ts'
import sendUnlock from '#lib/workflows/unlocks/send-unlock.ts'
import askAboutEvent from './tasks/ask-about-event.ts'
import flagOldContacts from './tasks/flag-old-contacts.ts'
import forgetOldSignIns from './tasks/forget-old-sign-ins.ts'
import linkLockedPhones from './tasks/link-locked-phones.ts'
import listPspEvents from './tasks/list-psp-events.ts'
import pspEvent from './tasks/psp-event.ts'
import readDevice from './tasks/read-device.ts'
import readPaymentAccount from './tasks/read-payment-account.ts'
import sendBrowserLink from './tasks/send-browser-link.ts'
import sendNotice from './tasks/send-notice.ts'
import sendSignInCode from './tasks/send-sign-in-code.ts'
import sendWebhook from './tasks/send-webhook.ts'
import showLockScreenCode from './tasks/show-lock-screen-code.ts'
import showPayLink from './tasks/show-pay-link.ts'
import tellOfFailures from './tasks/tell-of-failures.ts'

type Doors = { [Name in JobName]: (payload: Jobs[Name]) => Promise<void> }

const doors: Doors = {
  'psp-event': pspEvent,
  'ask-about-event': askAboutEvent,
  'check-payment': checkPayment,
  'refund-payment': refundPayment,
  'follow-elsewhere': followElsewhere,
  'send-unlock': sendUnlock,
  'check-unlock': checkUnlock,
  'send-notice': sendNotice,
  'send-webhook': sendWebhook,
  'read-device': readDevice,
  'read-phones': readPhones,
  'send-sign-in-code': sendSignInCode,
  'show-lock-screen-code': showLockScreenCode,
  'send-browser-link': sendBrowserLink,
  'show-pay-link': showPayLink,
  'link-locked-phones': linkLockedPhones,
  'tell-of-failures': tellOfFailures,
  'flag-old-contacts': flagOldContacts,
  'forget-old-sign-ins': forgetOldSignIns,
  'list-psp-events': listPspEvents,
  'read-payment-account': readPaymentAccount,
}

/** Every task by name. A failure is logged once with the job's correlation id, and tried again by the queue. */
export const tasks: TaskList = Object.fromEntries(
  Object.entries(doors).map(([name, door]) => [
    name,
    asTask(name, door as (payload: unknown) => Promise<void>),
  ]),
)

function asTask(name: string, door: (payload: unknown) => Promise<void>): Task {
  return async (payload, { job }) => {
    await withCorrelation(correlationOf(payload), async () => {
      try {
        await door(payload)
      } catch (cause) {
        log.error({ err: cause, job: name, attempt: job.attempts }, 'job failed')
        throw cause
      }
    })
  }
}

// The id of the record the job is about: every line about a payment or an unlock can be found by it.
function correlationOf(payload: unknown): string {
  const [id] = Object.values(payload as Record<string, unknown>)
  return typeof id === 'string' ? id : 'timetable'
}
